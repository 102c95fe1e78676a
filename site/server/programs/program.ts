import { ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import type { Command } from '../../sandbox/protocol/commands.ts';
import { LogLimiter } from '../../sandbox/flow/log-limiter.ts';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import type { Reason } from '../../sandbox/errors/reason.ts';
import type { RunOptions } from '../../sandbox/runtime.ts';
import { keyVariable } from '../../../sandbox-templates/guest/channel.ts';
import type { Engine } from './engine.ts';
import { exhausted } from './exhausted.ts';
import { handOnSnapshot } from './hand-on-snapshot.ts';
import { killGroup } from '../machine/kill-group.ts';
import { ProgramChannel } from './program-channel.ts';
import { relativeToSandbox } from './relative-to-sandbox.ts';
import { memoryCap, type Wall } from '../walls/wall.ts';

/** How much of stderr's end is kept to tell from it why the program ended: more than V8 writes when the heap is full. */
const stderrTail = 32 * 1024; // characters

export interface ProgramPlace {
  /** The sandbox's own directory. */
  directory: string;
  wall: Wall;
}

/** A program of the sandbox, as a process of its own, with the probe beside it. */
export class Program {
  readonly #place: ProgramPlace;
  readonly #engine: Engine;
  readonly #name: string;
  readonly #emit: (message: GuestMessage) => void;
  readonly #ready: () => boolean;
  readonly #channel = new ProgramChannel();
  readonly #child: ChildProcess;
  /** Aborted when the program is over. */
  readonly #over = new AbortController();
  #isGone = false;
  #isStopped = false;
  /** Why the server has ended it. */
  #full: Reason | null = null;
  /** What its own side has said of its end. */
  #told: Reason | null = null;
  #heapUsed = 0; // bytes
  #wantsSnapshot = false;
  /** What it may say but once, and has said. */
  readonly #said = new Set<GuestMessage['type']>();

  /**
   * Starts it. `emit` gets its messages; the last, and exactly one, is `exit`, also where it cannot be started. While `ready` says no (the page is
   * behind), samples are left out and logs held back.
   */
  constructor(
    place: ProgramPlace,
    engine: Engine,
    name: string,
    options: Pick<RunOptions, 'probe' | 'env'>,
    emit: (message: GuestMessage) => void,
    ready: () => boolean,
  ) {
    this.#place = place;
    this.#engine = engine;
    this.#name = name;
    this.#emit = emit;
    this.#ready = ready;
    const { file, args } = engine.command(name);
    const child = startProcess(file, args, {
      cwd: place.directory,
      env: environment(engine, options, this.#channel.key),
      // The last two as the channel's other end has them: reports and requests.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      // A process group and a session of its own: Ctrl-C in the terminal is the server's, and a program that signals its group meets itself.
      detached: true,
      windowsHide: true,
    });
    this.#child = child;
    child.on('close', () => (this.#isGone = true));
    // What it left in its group, should Bubblewrap have been ended from outside, goes with it.
    child.on('exit', () => this.#end());
    const stderr = followOutput(child, place.directory, emit, ready);
    const [, , , reports, requests] = pipesOf(child);
    // Not there where the process could not be started, which `afterLastWord` tells.
    if (reports && requests)
      this.#channel.open(reports as Duplex, requests as Duplex, (message) => this.#receive(message));
    if (engine.first) this.#channel.send(engine.first);
    afterLastWord(child, (error) => {
      this.#over.abort();
      const tail = stderr();
      emit({ type: 'exit', ...(error ? { code: null, reason: this.#notStarted(error) } : this.#ending(tail)) });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Ends it at once, whatever it is doing; `exit`, which tells the reason where there is one, is still to come. */
  kill(reason?: Reason): void {
    if (reason) this.#full = reason;
    else this.#isStopped = true;
    this.#end();
  }

  /** Asks something of the probe. */
  command(command: Command): void {
    this.#wantsSnapshot ||= command.type === 'snapshot';
    this.#channel.send(command);
  }

  #end(): void {
    if (this.#child.pid !== undefined && !this.#isGone) killGroup(this.#child.pid);
  }

  /** Passes on what the page is told of what the probe says. */
  #receive(message: GuestMessage): void {
    switch (message.type) {
      case 'started':
      case 'listening':
        if (!this.#said.has(message.type)) this.#emit(message);
        this.#said.add(message.type);
        break;
      case 'sample':
        this.#heapUsed = message.sample.heapUsed ?? 0;
        if (this.#ready()) this.#emit(message);
        break;
      case 'served':
      case 'noted':
      case 'cached':
        if (this.#ready()) this.#emit(message);
        break;
      case 'exit':
        // V8 caps its heap itself, but not what buffers take.
        this.#told = message.reason ?? null;
        if (this.#told?.code === 'memory-full') this.kill(this.#told);
        break;
      case 'snapshot-written':
        this.#takeSnapshot(message.file);
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
  }

  #takeSnapshot(file: string | null): void {
    if (!this.#wantsSnapshot) return;
    this.#wantsSnapshot = false;
    const { signal } = this.#over;
    handOnSnapshot(this.#place.directory, file, this.#emit, this.#ready, signal).catch((error: Error) => {
      if (!signal.aborted) console.warn(`A heap snapshot was not handed on: ${error.message}`);
    });
  }

  #notStarted(error: Error): Reason {
    const reason = exhausted(error)?.reason ?? ({ code: 'internal', message: error.message } as const);
    return { ...reason, program: this.#name };
  }

  /** How it ended, and why, of which `stderr` tells by its end. */
  #ending(stderr: string): { code: number | null; reason?: Reason } {
    if (this.#isStopped) return { code: this.#child.exitCode };
    if (this.#full) return { code: null, reason: { ...this.#full, program: this.#name } };
    const { code, signal } = this.#place.wall.ending(this.#child.exitCode, this.#child.signalCode);
    const exit = { program: this.#name, code, signal, stderr, memoryCap };
    return { code, reason: this.#engine.explain(exit, this.#told, this.#heapUsed) };
  }
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
  const limiter = new LogLimiter((log) => emit({ ...log, text: relativeToSandbox(log.text, directory) }), ready);
  for (const [stream, pipe] of [
    ['stdout', 1],
    ['stderr', 2],
  ] as const) {
    const output = pipesOf(child)[pipe] as Readable | undefined;
    output?.on('error', () => output.destroy()); // its process is gone, or cannot be read: the exit tells
    output?.setEncoding('utf8').on('data', (text: string) => {
      if (stream === 'stderr') tail = (tail + text).slice(-stderrTail);
      limiter.push(stream, text);
    });
  }
  return () => {
    limiter.end();
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
