import { decodeCommand } from '../command.ts';
import { LogLimiter } from '../../../site/sandbox/flow/log-limiter.ts';
import type { GuestMessage } from '../../../site/sandbox/protocol/messages.ts';
import { SandboxError, type Reason } from '../../../site/sandbox/errors/reason.ts';
import { Handle, whenOver } from './event-loop.ts';
import { explainError } from './explain-error.ts';
import { keepWithin } from './frame-walls.ts';
import { installGlobals } from './globals.ts';
import { Modules } from './modules.ts';
import { joinNetwork } from './network.ts';
import { nodeConsole } from './node/console.ts';
import { closeConnections } from './node/net-socket.ts';
import { findModule, moduleNames } from './node/index.ts';
import { process, ProcessExit } from './node/process.ts';
import { withoutHolding } from './node/timers.ts';
import { command, connectOutput, print } from './output.ts';
import { startProbe } from './probe.ts';
import type { ModuleTexts, ProgramStart } from './protocol.ts';
import { inspect } from 'node-inspect-extracted';

/** A program that waits for what never comes: Node's own code for it. */
const unsettledTopLevelAwait = 13;
/** And for one that V8 ends. */
const aborted = 134;
/** And for one whose own handler of errors throws. */
const handlerThrew = 7;

const host = { find: findModule, names: moduleNames };
let prepared: Modules | null = null;
let isSpent = false;

/** Readies this place for a program of these files, so that it need only be run. */
export function prepareProgram(files: ModuleTexts): void {
  if (isSpent) return;
  prepared = new Modules(files, host);
  prepared.prepare();
}

/** Runs one program in this place, which is then spent: it has the place's globals, and none of its own. */
export function startProgram(
  { program, modules: files, env, probe, octets, more }: ProgramStart,
  messages: MessagePort,
  network: MessagePort,
): void {
  // The program shares this place's objects: what it puts in `postMessage`'s stead later does not get our port.
  const post = messages.postMessage.bind(messages);
  messages.onmessage = ({ data }: MessageEvent<unknown>) => {
    const given = decodeCommand(data);
    if (given) command(given);
  };
  let leaving = false;
  let over = false;
  const send = (message: GuestMessage): void => {
    if (!over) post(message);
  };
  const output = new LogLimiter(send);
  isSpent = true;
  const modules = prepared?.isFor(files) ? prepared : new Modules(files, host);
  connectOutput(send, (stream, text) => withoutHolding(() => output.push(stream, modules.named(text))));
  joinNetwork(network);

  const leave = (code: number, reason?: Reason): void => {
    if (leaving) return;
    leaving = true;
    try {
      process.exitCode = code;
      process.emit('exit', code);
    } catch (error) {
      // `process.exit` in such a handler keeps the others from being called, and is heard.
      if (!(error instanceof ProcessExit)) print('stderr', `${describe(error)}\n`);
    }
    output.end();
    closeConnections();
    // Of a code, a system keeps eight bits.
    send({ type: 'exit', code: Number(process.exitCode) & 255, ...(reason && { reason }) });
    over = true;
  };
  const describe = (error: unknown): string =>
    modules.named(error instanceof Error ? inspect(error) : `Uncaught ${inspect(error)}`);

  const fail = (error: unknown, origin: 'uncaughtException' | 'unhandledRejection'): void => {
    if (leaving || error instanceof ProcessExit) return;
    if (process.listenerCount('uncaughtException') === 0) return end(error, 1);
    try {
      process.emit('uncaughtException', error, origin);
    } catch (thrown) {
      if (!(thrown instanceof ProcessExit)) end(thrown, handlerThrew);
    }
  };
  const end = (error: unknown, code: number): void => {
    print('stderr', `${describe(error)}\n\nNode.js ${process.version}\n`);
    leave(
      code,
      explainError(error, program, (text) => modules.named(text)),
    );
  };
  globalThis.addEventListener('error', (event) => {
    event.preventDefault();
    fail((event as ErrorEvent).error ?? (event as ErrorEvent).message, 'uncaughtException');
  });
  globalThis.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    const { reason, promise } = event as PromiseRejectionEvent;
    if (process.listenerCount('unhandledRejection') > 0)
      return void process.emit('unhandledRejection', reason, promise);
    fail(reason, 'unhandledRejection');
  });
  // A worker's global has no events of a document, where these are.
  globalThis.addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI, effectiveDirective } = event as SecurityPolicyViolationEvent;
    // No address: text in the document itself, which need not be the program's, as extensions of the browser put styles there.
    if (blockedURI === 'inline') return;
    print('stderr', `The sandbox reaches no network: ${blockedURI || effectiveDirective} was blocked.\n`);
  });

  process.leave = leave;
  process.argv = ['/node', `/${program}`];
  process.env = { ...env };
  installGlobals(nodeConsole);
  if (typeof document !== 'undefined')
    keepWithin((address) =>
      leave(1, { code: 'access-denied', program, message: `The program tried to leave its frame for ${address}.` }),
    );
  startProbe(probe, octets, (reason) => leave(aborted, reason));

  let settled = false;
  const run = async (): Promise<void> => {
    const loading = new Handle();
    if (more) await import(/* @vite-ignore */ URL.createObjectURL(more));
    const running = modules.run(program);
    loading.close();
    await running;
  };
  run().then(
    () => (settled = true),
    (error: unknown) => {
      settled = true;
      if (error instanceof SandboxError) {
        if (error.reason.message) print('stderr', `${error.reason.message}\n`);
        leave(1, error.reason);
      } else {
        fail(error, 'uncaughtException');
      }
    },
  );

  whenOver(
    () => {
      if (!leaving) process.emit('beforeExit', process.exitCode ?? 0);
    },
    () => {
      if (settled || leaving) return leave(Number(process.exitCode ?? 0));
      print('stderr', `Warning: Detected unsettled top-level await at ${program}\n`);
      leave(unsettledTopLevelAwait);
    },
  );
}
