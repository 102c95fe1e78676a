// Takes from a program what the permission model leaves it and what reaches past its directory: signals to other processes, V8's flags,
// some of which write files, and Unix sockets elsewhere. Node calls its permission model no wall against code that means harm
// (https://nodejs.org/api/permissions.html); where the machine has a real one, this stands within it.
import childProcess from 'node:child_process';
import fs from 'node:fs';
import module from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tty from 'node:tty';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import { requestsDescriptor } from '../../../sandbox-templates/guest/channel.ts';

/** In the words of the permission model, which the server explains to the learner. */
const denied = (permission: string, resource: string): Error =>
  Object.assign(new Error('Access to this API has been restricted.'), {
    code: 'ERR_ACCESS_DENIED',
    permission,
    resource,
  });

/** Leaves a function, or a class, that always throws. */
const shut = (holder: object, name: string, permission: string): void => {
  function refuse(): never {
    throw denied(permission, name);
  }
  Object.defineProperty(holder, name, { value: refuse, configurable: false, writable: false });
};

/** Leaves a property that can be read alone. */
const closeSetter = (holder: object, name: string, permission: string): void => {
  const { get } = Object.getOwnPropertyDescriptor(holder, name)!;
  if (!get) return;
  const set = () => {
    throw denied(permission, name);
  };
  Object.defineProperty(holder, name, { get, set, configurable: false });
};

/** Takes back what reaches past the program. Called once, before any of the learner's code. */
export function confine(): void {
  // What a program puts in the stead of these later is not called here.
  const { resolve, sep } = path;
  const { apply } = Reflect;
  const startsWith = (text: string, start: string): boolean => apply(starts, text, [start]) as boolean;
  const { startsWith: starts } = String.prototype;
  const own = process.pid;
  const directory = process.cwd() + sep;

  // A signal starts another Node's inspector (SIGUSR1), the server's among them, or ends it. `process.kill` goes by way of `_kill`.
  const { _kill } = process as unknown as { _kill(pid: number, signal: number): number };
  Object.defineProperty(process, '_kill', {
    value(pid: number, signal: number): number {
      if (pid !== own) throw denied('Signal', `${pid}`);
      return _kill(own, signal);
    },
  });
  for (const name of ['_debugProcess', '_debugEnd']) shut(process, name, 'Signal');
  shut(handlePrototype(new childProcess.ChildProcess()), 'kill', 'Signal');

  const { getPriority, setPriority } = os;
  os.getPriority = (pid = 0) => {
    if (pid !== 0 && pid !== own) throw denied('Priority', String(pid));
    return getPriority();
  };
  os.setPriority = ((pid: number, priority?: number): void => {
    if (priority !== undefined && pid !== 0 && pid !== own) throw denied('Priority', String(pid));
    // Root may take the machine from all others.
    if ((priority ?? pid) < getPriority()) throw denied('Priority', String(priority ?? pid));
    setPriority(priority ?? pid);
  }) as typeof setPriority;

  // `--redirect-code-traces-to` and its kin write what they are told, where they are told.
  shut(v8, 'setFlagsFromString', 'V8Flags');

  // Where a program stands, Node writes a heap snapshot near the heap's limit, having asked once, before, whether it may (as of Node 24.21).
  const { chdir } = process;
  // To be put anew: `node:worker_threads` wraps it.
  process.chdir = (to) => {
    // Whatever is no string, Node refuses in its own words. Goes on as it was looked at.
    const place = typeof to === 'string' ? resolve(to) : to;
    if (typeof to === 'string' && !startsWith(place + sep, directory)) throw denied('FileSystemWrite', place);
    chdir(place);
  };

  // Where Node writes its report of a fatal error, past the permission model (as of Node 24.21), with what the program put in its environment.
  for (const name of Object.keys(process.report)) closeSetter(process.report, name, 'Report');

  // It follows links by itself, and so tells where those of any directory lead (as of Node 24.21).
  const { realpathSync } = fs;
  const { has } = (process as unknown as { permission: { has(scope: string, reference: string): boolean } }).permission;
  const followed = (file: fs.PathLike, ...rest: unknown[]): unknown => {
    const asked = resolve(file instanceof URL ? fileURLToPath(file) : `${file as string}`);
    if (!has('fs.read', asked)) throw denied('FileSystemRead', asked);
    return apply(realpathSync, fs, [asked, ...rest]);
  };
  fs.realpathSync = Object.assign(followed, { native: realpathSync.native }) as typeof realpathSync;

  // The functions of the handle itself, which every way to a Unix socket or a named pipe comes through.
  const socket = net.connect({ path: 'none' }).on('error', () => undefined);
  const pipe = handlePrototype(socket);
  socket.destroy();
  for (const [name, position] of [
    ['bind', 0],
    ['connect', 1],
  ] as const) {
    const native = pipe[name] as (...args: unknown[]) => unknown;
    const value = function (this: unknown, ...args: unknown[]): unknown {
      const asked = `${args[position]}`;
      // Goes on as it was looked at. One that begins with a NUL is in no directory, but in Linux' abstract namespace.
      const address = resolve(asked);
      if (startsWith(asked, '\0') || !startsWith(address, directory)) throw denied('Net', address);
      args[position] = address;
      return apply(native, this, args);
    };
    Object.defineProperty(pipe, name, { value, configurable: false, writable: false });
  }

  confineDescriptors(pipe);
  module.syncBuiltinESMExports();
}

/** Node aborts where a descriptor of its own is closed under it: a program closes what it has opened, and takes up no other. */
function confineDescriptors(pipe: Record<string, unknown>): void {
  const opened = new Set<number>();
  const { apply } = Reflect;
  const { openSync, closeSync, open, close } = fs;
  const check = (descriptor: unknown): void => {
    // Whatever is no number, Node refuses in its own words.
    if (typeof descriptor === 'number' && !opened.delete(descriptor)) throw denied('Descriptor', `${descriptor}`);
  };
  fs.openSync = (...args) => {
    const descriptor = openSync(...args);
    opened.add(descriptor);
    return descriptor;
  };
  fs.closeSync = (descriptor) => {
    check(descriptor);
    closeSync(descriptor);
  };
  fs.open = Object.assign(
    (...args: unknown[]) => {
      const callback = args.at(-1);
      if (typeof callback === 'function')
        args[args.length - 1] = (error: Error | null, descriptor: number) => {
          if (!error) opened.add(descriptor);
          apply(callback, undefined, [error, descriptor]);
        };
      apply(open, fs, args);
    },
    { __promisify__: open.__promisify__ },
  ) as typeof fs.open;
  fs.close = Object.assign(
    (descriptor: number, callback?: (error: NodeJS.ErrnoException | null) => void) => {
      check(descriptor);
      if (callback) close(descriptor, callback);
      else close(descriptor);
    },
    { __promisify__: close.__promisify__ },
  );

  // Sockets of a given descriptor: the standard streams, and, once, the probe's requests.
  const { open: take } = pipe as { open(descriptor: number): unknown };
  let requestsTaken = false;
  const value = function (this: unknown, descriptor: number): unknown {
    if (descriptor > 2 && (descriptor !== requestsDescriptor || requestsTaken))
      throw denied('Descriptor', `${descriptor}`);
    if (descriptor > 2) requestsTaken = true;
    return apply(take, this, [descriptor]);
  };
  Object.defineProperty(pipe, 'open', { value, configurable: false, writable: false });
  const connection = net.connect({ port: 1, host: '127.0.0.1' }).on('error', () => undefined);
  shut(handlePrototype(connection), 'open', 'Descriptor');
  connection.destroy();
  // No stream of a program is a terminal.
  for (const name of ['ReadStream', 'WriteStream'] as const) shut(tty, name, 'Descriptor');
}

const handlePrototype = (holder: object): Record<string, unknown> =>
  Object.getPrototypeOf((holder as { _handle: object })._handle) as Record<string, unknown>;
