import { batch, computed, signal } from '@preact/signals';
import { checkRun, judge, sameFiles } from '../../sandbox/check-run.ts';
import type { Exercise } from '../../sandbox/exercise.ts';
import type { Reason } from '../../sandbox/reason.ts';
import { chooseRuntime } from '../../sandbox/runtimes/index.ts';
import type { RuntimeId } from '../../sandbox/runtime.ts';
import { Session, type SessionEvent, type SessionState } from '../../sandbox/session.ts';
import { LogBuffer } from './log-buffer.ts';
import { RunList } from './run-list.ts';
import type { Storage } from './storage.ts';
import { Work } from './work.ts';

export type Program = 'client' | 'server';

export interface BenchOptions {
  exercise: Exercise;
  storage: Storage;
  /** A runtime asked for by name, e.g. in the page's address. */
  wantedRuntime: string | null;
  choose?: typeof chooseRuntime;
  /** Runs a function at the browser's next frame. */
  nextFrame?: (draw: () => void) => void;
}

/**
 * One open sandbox without its looks: what the learner does goes in by the methods, what is to be shown comes out by the signals.
 * Samples and log lines come faster than a page can draw: they pile up in `runs` and `logs`, and `samplesDrawn` and `logsDrawn`
 * count up once a frame when there is something new to read there.
 */
export class Bench {
  readonly exercise: Exercise;
  readonly work: Work;
  readonly runs = new RunList();
  readonly logs: Readonly<Record<Program, LogBuffer>> = { client: new LogBuffer(), server: new LogBuffer() };

  readonly state = signal<SessionState>('booting');
  /** Why nothing can run, or why the last run ended. */
  readonly reason = signal<Reason | null>(null);
  readonly runtime = signal<RuntimeId | null>(null);
  readonly built = signal<{ node: string; http2: 'builtin' | 'own' } | null>(null);
  readonly checking = signal(false);
  /** Milliseconds from Run to the first sum; null until it is there. */
  readonly firstSum = signal<number | null>(null);
  readonly samplesDrawn = signal(0);
  readonly logsDrawn = signal(0);

  readonly verdict = computed(() => {
    this.samplesDrawn.value;
    return this.runs.latest.value?.run.verdict ?? null;
  });
  /** What the exercise asks for: as the check under way sees it, as the last one left it, or all open. */
  readonly criteria = computed(() => {
    this.samplesDrawn.value;
    if (this.checking.value) return judge(this.exercise, this.runs.latest.value?.run ?? null);
    return this.work.checked.value?.criteria ?? judge(this.exercise, null);
  });
  /** Where in the files the last run failed, as long as that file is as it was then. */
  readonly diagnostic = computed(() => {
    const reason = this.reason.value;
    const ran = this.runs.latest.value?.run.files;
    if (reason?.file === undefined || ran?.[reason.file] !== this.work.files.value[reason.file]) return null;
    return { path: reason.file, line: reason.line ?? 1, column: reason.column ?? 1, message: reason.message ?? '' };
  });

  readonly #options: Required<BenchOptions>;
  #session: Session | null = null;
  #opening: Promise<Session | null> | null = null;
  #check: { abort: AbortController; done: Promise<void> } | null = null;
  #pressedAt = 0;
  #due = { samples: false, logs: false };
  #closed = false;

  constructor(options: BenchOptions) {
    this.#options = { choose: chooseRuntime, nextFrame: (draw) => requestAnimationFrame(draw), ...options };
    this.exercise = options.exercise;
    this.work = new Work(options.exercise, options.storage);
  }

  /** Chooses a runtime and boots it, so that Run need not wait. */
  async open(): Promise<void> {
    this.#closed = false;
    const session = await this.#open();
    await session?.open(this.work.files.value);
  }

  async run(): Promise<void> {
    await this.#endCheck();
    const session = await this.#ready();
    await session?.run(this.work.files.value);
  }

  async stop(): Promise<void> {
    await this.#endCheck();
    await this.#session?.stop();
  }

  /** Judges the files by a run of them, and keeps the result. */
  async check(): Promise<void> {
    if (this.#check) return;
    const abort = new AbortController();
    this.checking.value = true;
    const done = this.#runCheck(abort.signal).finally(() => {
      this.#check = null;
      this.checking.value = false;
    });
    this.#check = { abort, done };
    await done;
  }

  /** Gives the runtime back what it lent. The work and the runs stay; `open` or `run` boots anew. */
  async suspend(): Promise<void> {
    this.work.flush();
    await this.#endCheck();
    await this.#session?.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.suspend();
    this.work.dispose();
  }

  async #runCheck(signal: AbortSignal): Promise<void> {
    const files = this.work.files.value;
    const latest = this.runs.latest.value?.run ?? null;
    const current = latest && !latest.ended && sameFiles(latest.files, files) ? latest : null;
    const session = current ? this.#session : await this.#ready();
    if (!session || signal.aborted) return;
    const { criteria, solved, run } = await checkRun(session, this.exercise, files, current, signal);
    if (run && !signal.aborted) this.work.recordCheck(files, criteria, solved);
  }

  /** Ends the check under way as it stands; its result is not kept. */
  async #endCheck(): Promise<void> {
    this.#check?.abort.abort();
    await this.#check?.done;
  }

  async #ready(): Promise<Session | null> {
    this.#pressedAt = performance.now();
    batch(() => {
      this.firstSum.value = null;
      this.reason.value = null;
    });
    for (const log of Object.values(this.logs)) log.clear();
    this.#draw('logs');
    return this.#open();
  }

  #open(): Promise<Session | null> {
    this.#opening ??= this.#choose().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #choose(): Promise<Session | null> {
    if (this.#session) return this.#session;
    this.state.value = 'booting';
    const { runtime, reason } = await this.#options.choose(this.#options.wantedRuntime).catch((error: unknown) => ({
      runtime: null,
      reason: { code: 'internal', message: String(error) } satisfies Reason,
    }));
    if (this.#closed) return null;
    if (!runtime) {
      batch(() => {
        this.state.value = 'failed';
        this.reason.value = reason;
      });
      return null;
    }
    this.runtime.value = runtime.id;
    this.#session = new Session(runtime);
    this.#session.subscribe((event) => batch(() => this.#take(event)));
    return this.#session;
  }

  #take(event: SessionEvent): void {
    switch (event.type) {
      case 'state':
        this.state.value = event.state;
        if (event.reason) this.reason.value = event.reason;
        break;
      case 'run':
        this.runs.add(event.run, this.work.kind(event.run.files));
        break;
      case 'started':
        this.built.value = { node: event.node, http2: event.http2 };
        break;
      case 'log':
        this.logs[event.program === 'server.ts' ? 'server' : 'client'].append(event.stream, event.text, event.dropped);
        this.#draw('logs');
        break;
      case 'sample':
        if (event.sample.calls > 0) this.firstSum.value ??= performance.now() - this.#pressedAt;
        this.#draw('samples');
        break;
      case 'served':
        this.#draw('samples');
        break;
      case 'ended':
        this.reason.value = event.reason;
        this.runs.end(event.run);
        for (const log of Object.values(this.logs)) log.end();
        this.#draw('logs');
        this.#draw('samples');
        break;
    }
  }

  #draw(what: 'samples' | 'logs'): void {
    const idle = !this.#due.samples && !this.#due.logs;
    this.#due[what] = true;
    if (!idle) return;
    this.#options.nextFrame(() =>
      batch(() => {
        const { samples, logs } = this.#due;
        this.#due = { samples: false, logs: false };
        if (samples) this.samplesDrawn.value++;
        if (logs) this.logsDrawn.value++;
      }),
    );
  }
}
