import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onPath } from '../machine/on-path.ts';

/** What a program is given of this machine. Paths are real ones: no links. */
export interface View {
  readonly readable: readonly string[];
  readonly writable: readonly string[];
  /** What Node takes up only where it may write, and need not write. */
  readonly lent: readonly string[];
}

/** What stands between a program and the machine, besides Node's permission model, which always does. */
export interface Wall {
  /** `bubblewrap`: namespaces of its own. `permissions`: nothing besides, and Node promises nothing against code that means harm. */
  readonly kind: 'bubblewrap' | 'permissions';
  /** The command that runs `node` with these arguments behind it. */
  command(view: View, args: readonly string[]): { file: string; args: string[] };
  /**
   * The same of a program that Node's permission model is nothing to, and that may not ask everything of the system: `filter` is the file that says so to
   * the kernel (`system-calls.ts`). Null where nothing would confine it.
   */
  readonly confine:
    | ((view: View, command: readonly string[], filter: string) => { file: string; args: string[] })
    | null;
  /** How the program ended, from how that command did. */
  ending(code: number | null, signal: NodeJS.Signals | null): { code: number | null; signal: NodeJS.Signals | null };
}

/**
 * What a program may take of the machine's memory outside V8's heap and in it, threads' stacks included: enough for a full heap and as much in
 * buffers as the probe lets stand, which ends the run with better words. This holds in the loop that never lets the probe look.
 */
export const memoryCap = 1280 * 2 ** 20; // bytes
/** The largest file that a program may write: a snapshot of a full heap fits. */
const fileCap = 1024 * 2 ** 20; // bytes

/**
 * The addresses of a program whose own system calls take memory that is no data: shared, and the kernel's tables of what is mapped. .NET reserves 4 GB
 * of them as it starts.
 */
const addressCap = 8 * 2 ** 30; // bytes

/** Files, sockets and pipes that a program may have open. The system's memory is behind each; gRPC has a few for each server that it talks to. */
const descriptorCap = 16_384;

/**
 * setrlimit(2) by way of the shell, since Node has no such call: no more memory, file or descriptors than the caps, and no core dumps. With a `filter`
 * of system calls, it is open for Bubblewrap to read.
 */
function limited(command: readonly string[], filter?: string): { file: string; args: string[] } {
  const [file, ...args] = command;
  if (process.platform !== 'linux') return { file: file!, args };
  const addresses = filter === undefined ? '' : ` && ulimit -v ${addressCap / 1024}`;
  const limits = `ulimit -c 0 && ulimit -d ${memoryCap / 1024} && ulimit -f ${fileCap / 512}${addresses}`;
  // Who runs the server may have fewer, and cannot be given more.
  const descriptors = `{ ulimit -n ${descriptorCap} 2>/dev/null || :; }`;
  const open = filter === undefined ? '' : ` ${filterDescriptor}<"$0"`;
  return {
    file: '/bin/sh',
    args: ['-c', `${limits} && ${descriptors} && exec "$@"${open}`, filter ?? 'sh', ...command],
  };
}

/** Where Bubblewrap finds the filter of system calls: behind the program's own descriptors. */
const filterDescriptor = 9;

/** Node's permission model alone. */
export const permissionsOnly: Wall = {
  kind: 'permissions',
  // SQLite opens its files itself, wherever they are: the permission model does not see them (as of Node 24.21).
  command: (_view, args) => limited([process.execPath, '--no-experimental-sqlite', ...args]),
  confine: null,
  ending: (code, signal) => ({ code, signal }),
};

/**
 * Bubblewrap where this machine has it and lets it make namespaces, else the permission model alone. `LEAK_LAB_WALL=permissions` leaves it out.
 * Tries it with what every program is given to see.
 */
export async function findWall(view: View): Promise<Wall> {
  if (process.platform !== 'linux' || process.env.LEAK_LAB_WALL === 'permissions') return permissionsOnly;
  const program = await onPath('bwrap');
  if (program === null) return permissionsOnly;
  const wall = bubblewrap(program, await realpath(process.execPath), await systemFiles());
  const { file, args } = wall.command(view, ['--version']);
  try {
    await promisify(execFile)(file, args, { env: {}, timeout: 10_000, killSignal: 'SIGKILL' });
    return wall;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    console.warn(
      `Bubblewrap does not work here (${(stderr || message).trim()}). Node’s permission model alone confines programs.`,
    );
    return permissionsOnly;
  }
}

function bubblewrap(program: string, node: string, system: readonly string[]): Wall {
  const bind = (how: string, paths: readonly string[]) => paths.flatMap((path) => [how, path, path]);
  const behind = ({ readable, writable, lent }: View, command: readonly string[], more: readonly string[] = []) => [
    program,
    // The network stays the machine's own: the client finds the server on its loopback.
    ...['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    // No session of its own: it is ended with its process group, and Bubblewrap's own way has a gap before it takes hold.
    ...['--die-with-parent', '--cap-drop', 'ALL'],
    ...['--tmpfs', '/tmp', '--dev', '/dev', '--proc', '/proc'],
    ...bind('--ro-bind-try', system),
    ...bind('--ro-bind', readable),
    ...bind('--bind', writable),
    ...bind('--ro-bind', lent),
    // Nor are those of the memory that these two are to be written. By /proc a process writes into any of its own user's, over what its memory's
    // pages allow and no cap counts; and root sets the machine's kernel.
    ...['/dev', '/tmp', '/proc', '/'].flatMap((folder) => ['--remount-ro', folder]),
    ...['--chdir', writable[0] ?? '/', ...more, '--'],
    ...command,
  ];
  return {
    kind: 'bubblewrap',
    command: (view, args) =>
      limited(behind({ ...view, readable: [node, ...new Set(view.readable.map(whole))] }, [node, ...args])),
    confine: (view, command, filter) =>
      // What maps /dev/zero has memory that is shared, and no data.
      limited(
        behind(view, command, ['--ro-bind', '/dev/null', '/dev/zero', '--seccomp', String(filterDescriptor)]),
        filter,
      ),
    // As a shell has it: 128 and the signal's number.
    ending: (code, signal) => {
      const name = Object.entries(os.constants.signals).find(([, number]) => code === 128 + number)?.[0];
      return name === undefined ? { code, signal } : { code: null, signal: name as NodeJS.Signals };
    },
  };
}

/**
 * The folder of packages that a package is in. Each mount costs a millisecond of a program's start, and there are forty packages; the
 * permission model still gives the program no more than its own.
 */
const whole = (file: string): string => file.replace(new RegExp(`(?<=${path.sep}node_modules)${path.sep}.*$`), '');

/** What Node itself needs: the folders of the shared objects that this one has loaded, and what the C library goes by to resolve names. */
async function systemFiles(): Promise<string[]> {
  // Its look at the network's interfaces takes long, and is not wanted here. (Neither is in Node's types.)
  const report = process.report as unknown as { excludeNetwork: boolean; getReport(): { sharedObjects: string[] } };
  report.excludeNetwork = true;
  const { sharedObjects } = report.getReport();
  const objects = sharedObjects.filter((object) => path.isAbsolute(object) && !object.endsWith('.node'));
  const settings = ['hosts', 'nsswitch.conf', 'resolv.conf', 'localtime'];
  return [...new Set(objects.map((object) => path.dirname(object))), ...settings.map((name) => `/etc/${name}`)];
}
