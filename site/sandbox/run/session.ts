import { CommandLine, type Command } from '../protocol/commands.ts';
import { SandboxError, toReason, type Reason } from '../errors/reason.ts';
import { runPrograms } from './run-programs.ts';
import { Recorder, type Run, type RunEvent } from './run.ts';
import type { BootStep, Fact, FileTree, Runtime, RuntimeId, Sandbox, Shell, TerminalSize } from '../runtime.ts';

export type SessionState = 'closed' | 'idle' | 'booting' | 'running' | 'stopping' | 'failed';

/** A runtime that did not come up, and why. */
export interface FellBack {
  readonly id: RuntimeId;
  readonly reason: Reason;
}

/** The runtime to try where this one did not come up; null where there is none. */
export type NextRuntime = (failed: RuntimeId) => Promise<Runtime | null>;

export type SessionEvent =
  | { type: 'fell-back'; from: FellBack; to: RuntimeId }
  | { type: 'step'; step: BootStep }
  | { type: 'about'; facts: readonly Fact[] }
  | { type: 'state'; state: SessionState /** Why, where the state is `failed`. */; reason: Reason | null }
  | { type: 'run'; run: Run }
  | RunEvent;

/**
 * Makes one sandbox's programs run on one runtime: boots when first needed, starts the server, then the client with the
 * server's port in `PORT`, and ends both together. It knows neither the page nor which runtime it has.
 */
export class Session {
  #runtime: Runtime;
  #next: NextRuntime;
  readonly #allows: (runtime: RuntimeId) => boolean;
  #fellBackFrom: FellBack | null = null;
  #state: SessionState = 'closed';
  #listeners = new Set<(event: SessionEvent) => void>();
  #sandbox: Promise<Sandbox> | null = null;
  #written: FileTree = {};
  #hasShell = false;
  #runs = 0;
  /** Whether runs that begin from now on record what crosses the client's connections. */
  recordsOctets = false;
  #lifetime = new AbortController();
  #current: { abort: AbortController; done: Promise<void> } | null = null;
  /** To the programs of the run under way. */
  readonly #commands = { server: new CommandLine(), client: new CommandLine() };
  /** How often a run or a stop was asked for. Of runs asked for while another ends, the last counts. */
  #asked = 0;
  /** The end of what runs, behind which what is open is closed: whoever opens it, or runs, waits for that. */
  #closing: Promise<void> | null = null;

  constructor(
    runtime: Runtime,
    next: NextRuntime = async () => null,
    /** Asked right before programs start: where it says no, the run does not begin. */
    allows: (runtime: RuntimeId) => boolean = () => true,
  ) {
    this.#allows = allows;
    this.#runtime = runtime;
    this.#next = next;
  }

  /** Another than it was made with, once it had to fall back. */
  get runtime(): Runtime {
    return this.#runtime;
  }

  /** The runtime that was to be used, where it did not come up. */
  get fellBackFrom(): FellBack | null {
    return this.#fellBackFrom;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Calls `listener` for every event from now on; returns the function that ends it. */
  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Boots the runtime ahead of the first run. Resolves in state `idle`, or in `failed` with the cause in the event. */
  async open(files: FileTree): Promise<void> {
    if (this.#closing !== null) {
      await this.#closing;
      // It has been closed once more.
      if (this.#closing !== null) return;
    }
    if (this.#lifetime.signal.aborted) this.#lifetime = new AbortController();
    if (this.#state !== 'closed' && this.#state !== 'failed') return;
    const lifetime = this.#lifetime.signal;
    try {
      await this.#boot(files);
      // A run that was asked for meanwhile says itself how it stands.
      if (!lifetime.aborted && !this.#current) this.#setState('idle');
    } catch (error) {
      this.#fail(error, lifetime);
    }
  }

  /**
   * Runs the server and the client with these files; ends a run under way first. Resolves when the run has ended, or when another run or
   * a stop was asked for before it began. A boot that fails leaves the session in `failed`; a program that fails ends its run only.
   */
  async run(files: FileTree): Promise<void> {
    const asked = ++this.#asked;
    await (this.#closing ?? this.#endCurrent());
    if (this.#asked !== asked) return;
    if (this.#lifetime.signal.aborted) this.#lifetime = new AbortController();
    const abort = new AbortController();
    const done = this.#run(files, abort);
    this.#current = { abort, done };
    await done;
  }

  /** Ends the run under way, if there is one, and takes back one that waits for its end. Resolves when its programs are gone. */
  async stop(): Promise<void> {
    this.#asked++;
    await this.#endCurrent();
  }

  /**
   * Asks something of the probes beside the programs that run; nothing where none does. A `collect` is answered by a sample with a floor, a `hold` or `delay`
   * by what the server has served.
   */
  command(command: Command): void {
    const isServers = command.type === 'hold' || command.type === 'delay';
    this.#commands[isServers ? 'server' : 'client'].send(command);
  }

  /** The learner has come to the code. */
  expectEdits(): void {
    void this.#sandbox?.then(
      (booted) => booted.expectEdits?.(),
      () => undefined,
    );
  }

  async #endCurrent(): Promise<void> {
    const current = this.#current;
    if (!current) return;
    if (this.#state === 'running') this.#setState('stopping');
    current.abort.abort();
    await current.done;
  }

  /** Ends everything and gives the runtime back what it lent. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    const closing = this.stop();
    this.#closing = closing;
    await closing;
    if (this.#closing === closing) this.#closing = null;
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    this.#setState('closed');
    await sandbox?.then(
      (booted) => booted.dispose(),
      () => undefined,
    );
  }

  /** Whether the sandbox that is booted has a shell to open. */
  get hasShell(): boolean {
    return this.#hasShell;
  }

  /** Opens a shell in the booted sandbox; the signal ends it. @throws {SandboxError} where there is none. */
  async openShell(size: TerminalSize, signal: AbortSignal): Promise<Shell> {
    const sandbox = await this.#sandbox;
    if (!sandbox?.openShell) throw new SandboxError({ code: 'not-supported' });
    return sandbox.openShell(size, signal);
  }

  async #boot(files: FileTree): Promise<Sandbox> {
    if (this.#sandbox) return this.#sandbox;
    this.#setState('booting');
    this.#written = files;
    const booting = this.#bootOrFallBack(files, this.#lifetime.signal);
    this.#sandbox = booting;
    const sandbox = await booting;
    // It may be that of a session that was closed, and opened once more, meanwhile.
    if (this.#sandbox === booting) {
      this.#hasShell = sandbox.openShell !== undefined;
      this.#emit({ type: 'about', facts: sandbox.about?.() ?? [] });
    }
    return sandbox;
  }

  async #bootOrFallBack(files: FileTree, signal: AbortSignal): Promise<Sandbox> {
    for (;;) {
      try {
        return await this.#runtime.boot(files, signal, (step) => this.#emit({ type: 'step', step }));
      } catch (error) {
        const next = signal.aborted ? null : await this.#next(this.#runtime.id);
        if (!next || signal.aborted) throw error;
        // The first is the one that the reader wanted.
        this.#fellBackFrom ??= { id: this.#runtime.id, reason: toReason(error) };
        this.#runtime = next;
        this.#emit({ type: 'fell-back', from: this.#fellBackFrom, to: next.id });
      }
    }
  }

  async #run(files: FileTree, abort: AbortController): Promise<void> {
    const lifetime = this.#lifetime.signal;
    let recorder: Recorder | null = null;
    try {
      let sandbox = await this.#prepare(files);
      if (abort.signal.aborted || !this.#allows(this.#runtime.id)) return this.#setState('idle');
      recorder = new Recorder(++this.#runs, files, (event) => this.#emit(event));
      this.#emit({ type: 'run', run: recorder.run });
      this.#setState('running');
      const attempt = new AbortController();
      const octets = this.recordsOctets;
      abort.signal.addEventListener('abort', () => attempt.abort(), { once: true });
      let { reason, wasHeard } = await runPrograms(sandbox, recorder, this.#commands, attempt, octets);
      // The link was lost before this run, as after the place was frozen for long: no program of the run was there to lose.
      if (this.#lost(reason) && !wasHeard && !abort.signal.aborted) {
        this.#drop();
        sandbox = await this.#prepare(files);
        const begins = !abort.signal.aborted && this.#allows(this.#runtime.id);
        if (begins) this.#setState('running');
        if (!begins) reason = null;
        else ({ reason } = await runPrograms(sandbox, recorder, this.#commands, abort, octets));
      }
      recorder.end(reason);
      this.#lost(reason) ? this.#fail(new SandboxError(reason!), lifetime) : this.#setState('idle');
    } catch (error) {
      recorder?.end(toReason(error));
      lifetime.aborted ? this.#setState('closed') : this.#fail(error, lifetime);
    } finally {
      this.#current = null;
    }
  }

  /** The sandbox with these files in it, booted anew where its link turns out to be lost. */
  async #prepare(files: FileTree): Promise<Sandbox> {
    const booted = this.#sandbox !== null;
    try {
      const sandbox = await this.#boot(files);
      for (const [path, text] of Object.entries(files)) {
        if (this.#written[path] !== text) await sandbox.write(path, text);
      }
      for (const path of Object.keys(this.#written)) if (!(path in files)) await sandbox.remove(path);
      this.#written = files;
      return sandbox;
    } catch (error) {
      if (!booted || !this.#lost(toReason(error))) throw error;
      this.#drop();
      return this.#boot(files);
    }
  }

  #drop(): void {
    const sandbox = this.#sandbox;
    this.#sandbox = null;
    void sandbox?.then(
      (booted) => booted.dispose(),
      () => undefined,
    );
  }

  /** A lost link takes the sandbox with it: the next run boots a new one. */
  #lost = (reason: Reason | null): boolean =>
    reason !== null && ['connection-lost', 'container-lost', 'runtime-missing'].includes(reason.code);

  /** Of a session that has been closed since, nothing is left to fail. */
  #fail(error: unknown, lifetime: AbortSignal): void {
    if (lifetime.aborted) return;
    this.#drop();
    this.#setState('failed', toReason(error));
  }

  #setState(state: SessionState, reason: Reason | null = null): void {
    if (state === this.#state && !reason) return;
    this.#state = state;
    this.#emit({ type: 'state', state, reason });
  }

  #emit(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
