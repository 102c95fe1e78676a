import type { CommandLine } from './protocol/commands.ts';
import type { GuestMessage } from './protocol/messages.ts';
import type { Reason } from './errors/reason.ts';

/** Text files by path relative to the sandbox's root, with forward slashes: `{ 'magiconion/client.ts': '…' }`. */
export type FileTree = Readonly<Record<string, string>>;

/** In the order in which a site tries them that says no other. */
export const runtimeIds = ['local', 'webcontainer', 'tab'] as const;
export type RuntimeId = (typeof runtimeIds)[number];

export interface RunOptions {
  env?: Readonly<Record<string, string>>;
  /** What the probe inside reports: samples of the heap, or the calls that a server answered. */
  probe: 'heap' | 'served';
  /** Record what crosses the program's connections to `PORT`: `octets` messages. */
  octets?: boolean;
  /** Takes commands for the probe while the program runs. */
  commands?: CommandLine;
}

/** How far a boot has come, in this order. A runtime may leave steps out. Each ends by itself or by its own time-out. */
export const bootSteps = ['checking', 'loading', 'booting', 'mounting', 'probing'] as const;
export type BootStep = (typeof bootSteps)[number];

/** A place where a sandbox's programs can run. One module each, loaded only when chosen. */
export interface Runtime {
  readonly id: RuntimeId;
  /** Says why it cannot run here, or null where it can. Cheap: boots nothing. */
  unavailable(): Promise<Reason | null>;
  /** Gets ready ahead of `boot`, at the first sign that it will be wanted. A failure shows at `boot`. */
  warm?(): void;
  /** @throws {SandboxError} with the cause; `AbortError` when the signal ended it. */
  boot(files: FileTree, signal: AbortSignal, onStep?: (step: BootStep) => void): Promise<Sandbox>;
}

/** Something that was found out about the place by trying it. The interface has a label for each id. */
export interface Fact {
  readonly id: FactId;
  /** As the place says it: a version, or one of the words given with the id. */
  readonly value: string;
}

export const factIds = [
  'node', // Node's version, e.g. `v22.22.0`
  'dotnet', // .NET's version, e.g. `10.0.12`
  'wall', // `bubblewrap` or `permissions`: what confines the programs
  'http2', // `builtin` or `own`: whose HTTP/2 the programs get
  'http2-fault', // why not the built-in, in its own words
  'heap', // `bytes` or `objects`: what the chart shows
  'boot', // milliseconds until it was ready
] as const;
export type FactId = (typeof factIds)[number];

/** An interactive shell beside the programs. */
export interface Shell {
  /** What it writes, with a terminal's control sequences. */
  readonly output: ReadableStream<string>;
  /** Sends keys. */
  write(text: string): void;
  resize(size: TerminalSize): void;
  /** Resolves to its exit code. */
  readonly exited: Promise<number>;
}

export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

export interface Sandbox {
  /** Replaces the whole text of one file. @throws {SandboxError} */
  write(path: string, text: string): Promise<void>;
  /** Takes one file away; a run that begins afterwards does not find it. @throws {SandboxError} */
  remove(path: string): Promise<void>;
  /**
   * Starts a program (a path such as `client.ts`) and yields its messages. The last is always `exit`, also when the signal
   * ended it, the link was lost, or it could not start. Ending the iteration early ends the program.
   */
  run(program: string, options: RunOptions, signal: AbortSignal): AsyncIterable<GuestMessage>;
  /** The learner has come to the code: what a changed file takes can be fetched now. */
  expectEdits?(): void;
  /** What was found out about the place. */
  about?(): readonly Fact[];
  /** Opens a shell in the sandbox's directory; the signal ends it. @throws {SandboxError} */
  openShell?(size: TerminalSize, signal: AbortSignal): Promise<Shell>;
  /** Ends every program and gives back all it held. Safe to call twice. */
  dispose(): Promise<void>;
}
