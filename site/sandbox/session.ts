import { Budget } from './budget.ts';
import { CommandLine, type Command } from './commands.ts';
import type { GuestMessage } from './messages.ts';
import { SandboxError, type Reason } from './reason.ts';
import type { BootStep, Fact, FileTree, Runtime, RuntimeId, Sandbox, Shell, TerminalSize } from './runtime.ts';
import type { Measured, Noted, Sample, Served } from './samples.ts';
import { Judge, nothingYet, type Verdict } from './verdict.ts';

export type SessionState = 'closed' | 'idle' | 'booting' | 'running' | 'stopping' | 'failed';

/** One press of Run: what ran and what it showed. Grows while it runs. */
export interface Run {
  /** Counts from 1 within a session. */
  readonly id: number;
  readonly files: FileTree;
  readonly samples: Sample[];
  served: Served | null;
  noted: Noted | null;
  /** The browser's own latest figure, where it gives one. */
  measured?: Measured;
  /** Cap of the client's heap in bytes, as the client itself reports it. */
  heapLimit: number | null;
  /** The same of what lies outside its heap. */
  buffersLimit?: number | null;
  verdict: Verdict;
  /** Null while it runs. A null reason: the reader stopped it. */
  ended: { reason: Reason | null } | null;
}

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
  | { type: 'log'; run: Run; program: string; stream: 'stdout' | 'stderr'; text: string; dropped: number }
  | { type: 'started'; run: Run; program: string; node: string; http2: 'builtin' | 'own' }
  | { type: 'sample'; run: Run; sample: Sample }
  | { type: 'served'; run: Run; served: Served }
  | { type: 'noted'; run: Run; noted: Noted }
  | { type: 'measured'; run: Run; measured: Measured }
  | { type: 'ended'; run: Run; reason: Reason | null };

const server = 'server.ts';
const client = 'client.ts';

/** A probe sends some twelve a second. More than this are none of its, and a run that is full of them would weigh on the page. */
const mostSamples = 50; // a second

/** A client that has sent nothing for so long is taken to be stuck: the probe sends ten samples a second. */
const silenceLimit = 10; // seconds
/** The same where its heap's bytes cannot be seen: nothing else ends a loop that fills it, and a browser may take all memory there is. */
const unseenSilenceLimit = 5; // seconds
/** A server that has lived so long without listening is taken never to: nothing that it waits for takes as long. */
const listenLimit = 10; // seconds

/** A server that lives reports several times a second. */
const lastReportWithin = 1000; // ms

/**
 * Makes one sandbox's programs run on one runtime: boots when first needed, starts the server, then the client with the
 * server's port in `PORT`, and ends both together. It knows neither the page nor which runtime it has.
 */
export class Session {
  #runtime: Runtime;
  #next: NextRuntime;
  #fellBackFrom: FellBack | null = null;
  #state: SessionState = 'closed';
  #listeners = new Set<(event: SessionEvent) => void>();
  #sandbox: Promise<Sandbox> | null = null;
  #written: FileTree = {};
  #hasShell = false;
  /** The latest run of which a program gave a sign of life. */
  #heard: Run | null = null;
  #runs = 0;
  #samples = new Budget(mostSamples, 1000);
  #judges = new WeakMap<Run, Judge>();
  #lifetime = new AbortController();
  #current: { abort: AbortController; done: Promise<void> } | null = null;
  /** To the programs of the run under way. */
  readonly #commands = { server: new CommandLine(), client: new CommandLine() };
  /** How often a run or a stop was asked for. Of runs asked for while another ends, the last counts. */
  #asked = 0;

  constructor(runtime: Runtime, next: NextRuntime = async () => null) {
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
    if (this.#lifetime.signal.aborted) this.#lifetime = new AbortController();
    if (this.#state === 'closed' || this.#state === 'failed')
      await this.#boot(files).then(() => this.#setState('idle'), this.#fail);
  }

  /**
   * Runs the server and the client with these files; ends a run under way first. Resolves when the run has ended, or when another run or
   * a stop was asked for before it began. A boot that fails leaves the session in `failed`; a program that fails ends its run only.
   */
  async run(files: FileTree): Promise<void> {
    const asked = ++this.#asked;
    await this.#endCurrent();
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
   * Asks something of the probes beside the programs that run; nothing where none does. A `collect` is answered by a sample with a floor, a `hold`
   * by what the server has served.
   */
  command(command: Command): void {
    this.#commands[command.type === 'hold' ? 'server' : 'client'].send(command);
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
    await this.stop();
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
    if (!this.#sandbox) {
      this.#setState('booting');
      this.#written = files;
      this.#sandbox = this.#bootOrFallBack(files, this.#lifetime.signal);
      const sandbox = await this.#sandbox;
      this.#hasShell = sandbox.openShell !== undefined;
      this.#emit({ type: 'about', facts: sandbox.about?.() ?? [] });
    }
    return this.#sandbox;
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
    let run: Run | null = null;
    try {
      let sandbox = await this.#prepare(files);
      if (abort.signal.aborted) return this.#setState('idle');
      run = {
        id: ++this.#runs,
        files,
        samples: [],
        served: null,
        noted: null,
        heapLimit: null,
        verdict: nothingYet,
        ended: null,
      };
      this.#emit({ type: 'run', run });
      this.#setState('running');
      const attempt = new AbortController();
      abort.signal.addEventListener('abort', () => attempt.abort(), { once: true });
      let reason = await this.#runPrograms(sandbox, run, attempt);
      // The link was lost before this run, as after the place was frozen for long: no program of the run was there to lose.
      if (this.#lost(reason) && this.#heard !== run && !abort.signal.aborted) {
        this.#drop();
        sandbox = await this.#prepare(files);
        this.#setState('running');
        reason = abort.signal.aborted ? null : await this.#runPrograms(sandbox, run, abort);
      }
      this.#end(run, reason);
      this.#lost(reason) ? this.#fail(new SandboxError(reason!)) : this.#setState('idle');
    } catch (error) {
      if (run) this.#end(run, toReason(error));
      this.#lifetime.signal.aborted ? this.#setState('closed') : this.#fail(error);
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

  /** Resolves, with both programs gone, to why the run ended: null where `abort` did it. */
  async #runPrograms(sandbox: Sandbox, run: Run, abort: AbortController): Promise<Reason | null> {
    let cause: Reason | null = null;
    let told = false;
    /** What ends first is the cause; what follows from it is not. */
    const tell = (reason: Reason | null) => {
      if (!told && !abort.signal.aborted) cause = reason;
      told = true;
    };
    const end = (reason: Reason | null) => {
      tell(reason);
      abort.abort();
    };
    const listening = Promise.withResolvers<number | null>();
    let unheard: Silence | null = null;
    const serving = this.#follow(
      sandbox,
      run,
      server,
      { probe: 'served', env: { PORT: '0' }, commands: this.#commands.server },
      abort.signal,
      (port) => listening.resolve(port),
      // From its first sign of life: what starts the program may take its time.
      () => {
        unheard ??= new Silence(
          () => listenLimit,
          (seconds) => end({ code: 'never-listens', program: server, seconds }),
        );
      },
    ).then((reason) => {
      end(
        reason?.code === 'exited'
          ? { code: run.samples.length ? 'server-exited' : 'no-listen', program: server }
          : reason,
      );
      listening.resolve(null);
    });
    const port = await listening.promise;
    (unheard as Silence | null)?.end();
    if (port !== null && !abort.signal.aborted) {
      const limit = () => (run.samples.at(-1)?.source === 'objects' ? unseenSilenceLimit : silenceLimit);
      const silence = new Silence(limit, (seconds) => end({ code: 'unresponsive', program: client, seconds }));
      try {
        const reason = await this.#follow(
          sandbox,
          run,
          client,
          { probe: 'heap', env: { PORT: String(port) }, commands: this.#commands.client },
          abort.signal,
          undefined,
          () => silence.broken(),
        );
        tell(reason);
        await this.#hearOut(run, abort.signal);
        end(reason);
      } finally {
        this.#commands.client.connect(null);
        silence.end();
      }
    }
    await serving;
    this.#commands.server.connect(null);
    return cause;
  }

  /** Waits for the server's report of the client's last calls, so that of a program that ended by itself none is missing. */
  async #hearOut(run: Run, signal: AbortSignal): Promise<void> {
    const made = run.samples.at(-1)?.calls ?? 0;
    const isHeard = () => signal.aborted || (run.served !== null && run.served.calls + run.served.failed >= made);
    if (isHeard()) return;
    const heard = Promise.withResolvers<void>();
    const unsubscribe = this.subscribe(() => isHeard() && heard.resolve());
    signal.addEventListener('abort', () => heard.resolve(), { once: true });
    const limit = setTimeout(heard.resolve, lastReportWithin);
    await heard.promise;
    clearTimeout(limit);
    unsubscribe();
  }

  /** Passes one program's messages on until its end; resolves to why it ended. */
  async #follow(
    sandbox: Sandbox,
    run: Run,
    program: string,
    options: Parameters<Sandbox['run']>[1],
    signal: AbortSignal,
    onListening?: (port: number) => void,
    onMessage?: () => void,
  ): Promise<Reason | null> {
    for await (const message of sandbox.run(program, options, signal)) {
      onMessage?.();
      if (message.type !== 'exit') this.#heard = run;
      if (message.type === 'exit') {
        return message.reason
          ? { program, ...message.reason }
          : { code: 'exited', program, exitCode: message.code ?? undefined };
      }
      if (message.type === 'listening') onListening?.(message.port);
      else this.#take(run, program, message);
    }
    return { code: 'internal', program, message: 'The program ended without an exit message.' };
  }

  #take(run: Run, program: string, message: Exclude<GuestMessage, { type: 'exit' | 'listening' }>): void {
    switch (message.type) {
      case 'started':
        if (program === client) [run.heapLimit, run.buffersLimit] = [message.heapLimit, message.buffersLimit];
        return this.#emit({ type: 'started', run, program, node: message.node, http2: message.http2 });
      case 'log':
        return this.#emit({
          type: 'log',
          run,
          program,
          stream: message.stream,
          text: message.text,
          dropped: message.dropped,
        });
      case 'sample':
        if (program !== client || !this.#samples.take()) return;
        run.samples.push(message.sample);
        run.verdict = this.#judgeOf(run).add(message.sample);
        return this.#emit({ type: 'sample', run, sample: message.sample });
      case 'measured':
        if (program !== client) return;
        run.measured = message.measured;
        return this.#emit({ type: 'measured', run, measured: message.measured });
      case 'noted':
        if (program !== client) return;
        run.noted = message.noted;
        return this.#emit({ type: 'noted', run, noted: message.noted });
      case 'served':
        if (program !== server) return;
        run.served = message.served;
        return this.#emit({ type: 'served', run, served: message.served });
    }
  }

  #judgeOf(run: Run): Judge {
    let judge = this.#judges.get(run);
    if (!judge) this.#judges.set(run, (judge = new Judge(() => ({ heap: run.heapLimit, buffers: run.buffersLimit }))));
    return judge;
  }

  #end(run: Run, reason: Reason | null): void {
    run.ended = { reason };
    run.verdict = this.#judgeOf(run).end();
    this.#emit({ type: 'ended', run, reason });
  }

  /** A lost link takes the sandbox with it: the next run boots a new one. */
  #lost = (reason: Reason | null): boolean =>
    reason !== null && ['connection-lost', 'container-lost', 'runtime-missing'].includes(reason.code);

  #fail = (error: unknown): void => {
    this.#drop();
    if (this.#lifetime.signal.aborted) return;
    this.#setState('failed', toReason(error));
  };

  #setState(state: SessionState, reason: Reason | null = null): void {
    if (state === this.#state && !reason) return;
    this.#state = state;
    this.#emit({ type: 'state', state, reason });
  }

  #emit(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const toReason = (error: unknown): Reason =>
  error instanceof SandboxError
    ? error.reason
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) };

/**
 * Calls `onSilence` when nothing broke the silence for the limit, in seconds. It counts its own ticks rather than the clock, so that a tab in the
 * background, or a laptop that slept, does not look like a stuck program.
 */
class Silence {
  #seconds = 0;
  #timer: ReturnType<typeof setInterval>;
  constructor(limit: () => number, onSilence: (seconds: number) => void) {
    this.#timer = setInterval(() => {
      if (++this.#seconds >= limit()) onSilence(this.#seconds);
    }, 1000);
  }
  broken(): void {
    this.#seconds = 0;
  }
  end(): void {
    clearInterval(this.#timer);
  }
}
