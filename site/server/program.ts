import { ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import type { Command } from '../sandbox/commands.ts';
import { explainExit, type Exit } from '../sandbox/explain-exit.ts';
import { LogLimiter } from '../sandbox/log-limiter.ts';
import type { GuestMessage } from '../sandbox/messages.ts';
import type { Reason } from '../sandbox/reason.ts';
import type { RunOptions } from '../sandbox/runtime.ts';
import { keyVariable } from '../../sandbox-templates/guest/channel.ts';
import { exhausted } from './exhausted.ts';
import { handOnSnapshot } from './hand-on-snapshot.ts';
import { killGroup } from './kill-group.ts';
import { ProgramChannel } from './program-channel.ts';
import { relativeToSandbox } from './relative-to-sandbox.ts';
import { memoryCap, type View, type Wall } from './wall.ts';

/** Cap of a program's heap. Small enough that a leak reaches it while one watches. */
export const heapCapMegabytes = 256;
/** A small young generation, so that garbage lifts the heap's curve by a few megabytes and not by fifty. */
export const youngGenerationMegabytes = 4;
/** How much of stderr's end is kept to tell from it why the program ended: more than V8 writes when the heap is full. */
const stderrTail = 32 * 1024; // characters

const probe = new URL('../../sandbox-templates/guest/probe.ts', import.meta.url).href;
const preload = new URL('./preload.ts', import.meta.url).href;

export interface ProgramPlace {
  /** The sandbox's own directory. */
  directory: string;
  wall: Wall;
}

/** What runs a program: Node, or .NET. */
export interface Engine {
  /** How a process is started that runs it, in the place's directory. */
  command(program: string): { file: string; args: string[] };
  /** What it is told by its environment. */
  readonly env: NodeJS.ProcessEnv;
  /** What it is told first, before any command. */
  readonly first?: object;
  /** Why it ended; `told` is what the program's side said of that, `heapUsed` how full it last said its heap to be, in bytes. */
  explain(exit: Omit<Exit, 'heapCap'>, told: Reason | null, heapUsed: number): Reason;
}

export interface Program {
  readonly pid: number | undefined;
  /** Ends it at once, whatever it is doing; `exit`, which tells the reason where there is one, is still to come. */
  kill(reason?: Reason): void;
  /** Asks something of the probe. */
  command(command: Command): void;
}

/**
 * Starts a program of the sandbox as a process of its own, with the probe beside it. `emit` gets its messages; the last, and exactly one,
 * is `exit`. While `ready` says no (the page is behind), samples are left out and logs held back.
 */
export function startProgram(
  place: ProgramPlace,
  engine: Engine,
  program: string,
  options: Pick<RunOptions, 'probe' | 'env'>,
  emit: (message: GuestMessage) => void,
  ready: () => boolean,
): Program {
  const channel = new ProgramChannel();
  const { file, args } = engine.command(program);
  const child = startProcess(file, args, {
    cwd: place.directory,
    env: environment(engine, options, channel.key),
    // The last two as the channel's other end has them: reports and requests.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    // A process group and a session of its own: Ctrl-C in the terminal is the server's, and a program that signals its group meets itself.
    detached: true,
    windowsHide: true,
  });
  let stopped = false;
  let full: Reason | null = null;
  let told: Reason | null = null;
  let heapUsed = 0;
  let closed = false;
  const ended = new AbortController();
  const end = () => {
    if (child.pid !== undefined && !closed) killGroup(child.pid);
  };
  child.on('close', () => (closed = true));
  // What it left in its group, should Bubblewrap have been ended from outside, goes with it.
  child.on('exit', end);
  const stderr = followOutput(child, place.directory, emit, ready);
  const once = new Set<GuestMessage['type']>();
  let wantsSnapshot = false;
  const receive = (message: GuestMessage): void => {
    switch (message.type) {
      case 'started':
      case 'listening':
        if (!once.has(message.type)) emit(message);
        once.add(message.type);
        break;
      case 'sample':
        heapUsed = message.sample.heapUsed ?? 0;
        if (ready()) emit(message);
        break;
      case 'served':
      case 'noted':
      case 'cached':
        if (ready()) emit(message);
        break;
      case 'exit':
        // V8 caps its heap itself, but not what buffers take.
        told = message.reason ?? null;
        if (told?.code !== 'memory-full') break;
        full = told;
        end();
        break;
      case 'snapshot-written':
        if (!wantsSnapshot) break;
        wantsSnapshot = false;
        handOnSnapshot(place.directory, message.file, emit, ready, ended.signal).catch((error: Error) => {
          if (!ended.signal.aborted) console.warn(`A heap snapshot was not handed on: ${error.message}`);
        });
        break;
      // Logs, snapshots and other ends are for the server to report; the rest a program of Node has not.
      case 'log':
      case 'measured':
      case 'octets':
      case 'snapshot':
        break;
      default:
        message satisfies never;
    }
  };
  const [, , , reports, requests] = pipesOf(child);
  // Not there where the process could not be started, which `afterLastWord` tells.
  if (reports && requests) channel.open(reports as Duplex, requests as Duplex, receive);
  if (engine.first) channel.send(engine.first);
  afterLastWord(child, (error) => {
    ended.abort();
    const tail = stderr();
    if (error) {
      const reason = exhausted(error)?.reason ?? ({ code: 'internal', message: error.message } as const);
      emit({ type: 'exit', code: null, reason: { ...reason, program } });
    } else if (stopped) emit({ type: 'exit', code: child.exitCode });
    else if (full) emit({ type: 'exit', code: null, reason: { ...full, program } });
    else {
      const { code, signal } = place.wall.ending(child.exitCode, child.signalCode);
      emit({
        type: 'exit',
        code,
        reason: engine.explain({ program, code, signal, stderr: tail, memoryCap }, told, heapUsed),
      });
    }
  });
  return {
    pid: child.pid,
    kill(reason) {
      if (reason) full = reason;
      else stopped = true;
      end();
    },
    command(command) {
      wantsSnapshot ||= command.type === 'snapshot';
      channel.send(command);
    },
  };
}

/** As `spawn`, of which some failures are thrown: all of them come as `error`. */
function startProcess(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  try {
    return spawn(file, args, options);
  } catch (error) {
    const failed = new ChildProcess();
    process.nextTick(() => failed.emit('error', error));
    return failed;
  }
}

/** None where there were no descriptors left to start it with, whatever Node's types say. */
const pipesOf = (child: ChildProcess): readonly unknown[] => (child.stdio as readonly unknown[] | undefined) ?? [];

/** Node, of whose compiled code `compileCache` keeps some between programs: they start in half the time with it. */
export const node = (wall: Wall, view: View, compileCache: string): Engine => ({
  command: (program) => wall.command(view, [...flags(view), program]),
  env: { NODE_COMPILE_CACHE: compileCache },
  explain: (exit) => explainExit({ ...exit, heapCap: heapCapMegabytes * 2 ** 20 }),
});

/** No child processes, workers, add-ons or inspector: the permission model denies what no flag allows. */
function flags({ readable, writable, lent }: View): string[] {
  return [
    '--permission',
    ...[...writable, ...lent, ...readable].map((path) => `--allow-fs-read=${path}`),
    ...[...writable, ...lent].map((path) => `--allow-fs-write=${path}`),
    // The network is open to programs, which Node asks about since 25, and calls experimental in each program's output.
    ...(process.allowedNodeEnvironmentFlags.has('--allow-net')
      ? ['--allow-net', '--disable-warning=ExperimentalWarning']
      : []),
    '--disable-sigusr1',
    `--max-heap-size=${heapCapMegabytes}`,
    `--max-semi-space-size=${youngGenerationMegabytes}`,
    `--import=${preload}`,
    `--import=${probe}`,
  ];
}

/** Nothing of the server's own environment, which may hold secrets. Windows opens no socket without its SystemRoot. */
function environment(
  engine: Engine,
  { env, probe }: Pick<RunOptions, 'probe' | 'env'>,
  key: string,
): NodeJS.ProcessEnv {
  const system = process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {};
  return { ...system, ...env, ...engine.env, LEAK_LAB_PROBE: probe, [keyVariable]: key };
}

/** Passes the output on as logs. The function it returns ends that, and gives the end of stderr as it was written. */
function followOutput(
  child: ChildProcess,
  directory: string,
  emit: (message: GuestMessage) => void,
  ready: () => boolean,
): () => string {
  let tail = '';
  const limiters = (['stdout', 'stderr'] as const).map((stream) => {
    const limiter = new LogLimiter(
      (text, dropped) => emit({ type: 'log', stream, text: relativeToSandbox(text, directory), dropped }),
      ready,
    );
    const output = pipesOf(child)[stream === 'stdout' ? 1 : 2] as Readable | undefined;
    output?.on('error', () => output.destroy()); // its process is gone, or cannot be read: the exit tells
    output?.setEncoding('utf8').on('data', (text: string) => {
      if (stream === 'stderr') tail = (tail + text).slice(-stderrTail);
      limiter.push(text);
    });
    return limiter;
  });
  return () => {
    for (const limiter of limiters) limiter.end();
    return relativeToSandbox(tail, directory);
  };
}

/** Calls back once, when the process is gone and all that it wrote and sent has arrived; or when it could not be started. */
function afterLastWord(child: ChildProcess, callback: (error: Error | null) => void): void {
  child.on('error', (error) => {
    if (child.pid === undefined) callback(error);
  });
  child.on('close', () => {
    if (child.pid !== undefined) callback(null);
  });
}
