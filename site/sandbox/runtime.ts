import type { GuestMessage } from './messages.ts';
import type { Reason } from './reason.ts';

/** Text files by path relative to the sandbox's root, with forward slashes: `{ 'magiconion/client.ts': '…' }`. */
export type FileTree = Readonly<Record<string, string>>;

export type RuntimeId = 'local' | 'webcontainer' | 'tab';

export interface RunOptions {
  env?: Readonly<Record<string, string>>;
  /** What the probe inside reports: samples of the heap, or the calls that a server answered. */
  probe: 'heap' | 'served';
}

/** A place where a sandbox's programs can run. One module each, loaded only when chosen. */
export interface Runtime {
  readonly id: RuntimeId;
  /** Says why it cannot run here, or null where it can. Cheap: boots nothing. */
  unavailable(): Promise<Reason | null>;
  /** @throws {SandboxError} with the cause; `AbortError` when the signal ended it. */
  boot(files: FileTree, signal: AbortSignal): Promise<Sandbox>;
}

export interface Sandbox {
  /** Replaces the whole text of one file. @throws {SandboxError} */
  write(path: string, text: string): Promise<void>;
  /**
   * Starts a program (a path such as `client.ts`) and yields its messages. The last is always `exit`, also when the signal
   * ended it, the link was lost, or it could not start. Ending the iteration early ends the program.
   */
  run(program: string, options: RunOptions, signal: AbortSignal): AsyncIterable<GuestMessage>;
  /** Ends every program and gives back all it held. Safe to call twice. */
  dispose(): Promise<void>;
}
