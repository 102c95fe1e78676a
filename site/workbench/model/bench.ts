import { batch, computed, signal } from '@preact/signals';
import { checkRun, judge, sameFiles } from '../../sandbox/exercises/check-run.ts';
import { outcomeOf, type Criterion } from '../../sandbox/exercises/check.ts';
import type { Exercise } from '../../sandbox/exercises/exercise.ts';
import type { Reason } from '../../sandbox/errors/reason.ts';
import { runtimes } from '../../sandbox/runtimes/index.ts';
import type { FileTree, RuntimeId } from '../../sandbox/runtime.ts';
import { endOf } from '../../sandbox/run/run-end.ts';
import type { Session, SessionEvent, SessionState } from '../../sandbox/run/session.ts';
import { Inside } from './inside.ts';
import { LogBuffer } from './log-buffer.ts';
import { Place, type PlaceOptions } from './place.ts';
import { RunList } from './run-list.ts';
import type { Storage } from './storage.ts';
import { Work } from './work.ts';

export type Program = 'client' | 'server';

export interface BenchOptions {
  exercise: Exercise;
  storage: Storage;
  /** A runtime asked for by name, e.g. in the page's address. */
  wantedRuntime: string | null;
  runtimes?: PlaceOptions['runtimes'];
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
  readonly place: Place;
  readonly runs = new RunList();
  readonly inside: Inside;
  readonly logs: Readonly<Record<Program, LogBuffer>> = { client: new LogBuffer(), server: new LogBuffer() };

  readonly state = signal<SessionState>('booting');
  /** Why nothing can run, or why the last run ended. */
  readonly reason = signal<Reason | null>(null);
  readonly built = signal<{ node: string; http2: 'builtin' | 'own' } | null>(null);
  readonly checking = signal(false);
  /** What was asked for, and waits for the reader's yes to run a link's code on this machine. */
  readonly asking = signal<'run' | 'check' | null>(null);
  /** The last of both that was asked for, and whether the files had come by a link then. */
  #wanted: { what: 'run' | 'check'; fromLink: boolean } = { what: 'run', fromLink: false };
  /** How often a run or its end was asked for: what waits for another's end, or for a place, begins only where nothing else was asked for since. */
  #asked = 0;
  /** The criteria as the check under way sees them. */
  readonly #looked = signal<readonly Criterion[]>([]);
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
    if (this.checking.value) return this.#looked.value;
    return this.work.checked.value?.criteria ?? judge(this.exercise, null);
  });
  /** Where the check stands: `open` when its patience was over before its question was answered. */
  readonly checkState = computed(() => {
    if (this.checking.value) return 'measuring';
    const checked = this.work.checked.value;
    return !checked || checked.stale ? 'none' : outcomeOf(checked.criteria);
  });
  /** Where in the files the last run failed, as long as that file is as it was then. */
  readonly diagnostic = computed(() => {
    const reason = this.reason.value;
    const ran = this.runs.latest.value?.run.files;
    const now = this.work.files.value;
    if (reason?.file === undefined || !(reason.file in now) || ran?.[reason.file] !== now[reason.file]) return null;
    return { path: reason.file, line: reason.line ?? 1, column: reason.column ?? 1, message: reason.message ?? '' };
  });

  readonly #options: Required<BenchOptions>;
  #check: { abort: AbortController; done: Promise<void> } | null = null;
  #pressedAt = 0;
  #due = { samples: false, logs: false };
  /** Samples were put off for a frame. */
  #late = false;
  #closed = false;

  constructor(options: BenchOptions) {
    this.#options = { runtimes, nextFrame: (draw) => requestAnimationFrame(draw), ...options };
    const { exercise, storage, wantedRuntime: wanted } = options;
    this.exercise = exercise;
    this.work = new Work(exercise, storage);
    this.place = new Place({
      runtimes: this.#options.runtimes,
      wanted,
      storage,
      allows: (id) => this.#allows(id),
      onEvent: (event) => batch(() => this.#take(event)),
    });
    this.inside = new Inside(this.place, this.runs, this.state);
  }

  /** Chooses a runtime and boots it, so that Run need not wait. */
  async open(): Promise<void> {
    this.#closed = false;
    const session = await this.#open();
    await session?.open(this.work.files.value);
  }

  /** The learner has come to the code. */
  expectEdits(): void {
    this.place.session?.expectEdits();
  }

  async run(): Promise<void> {
    const asked = ++this.#asked;
    await this.#endCheck();
    if (this.#asked !== asked) return;
    const session = await this.#ready();
    if (this.#asked === asked) await session?.run(this.#want('run'));
  }

  async stop(): Promise<void> {
    this.#asked++;
    await this.#endCheck();
    await this.place.session?.stop();
  }

  /** The reader's answer: a link's code may run on this machine, or shall run in the tab, or not at all. */
  async answer(how: 'here' | 'tab' | 'no'): Promise<void> {
    const wanted = this.asking.value;
    this.asking.value = null;
    if (!wanted || how === 'no') return;
    if (how === 'here') this.work.agree();
    else await this.#move(() => this.place.visit('tab'));
    await this[wanted]();
  }

  /** Ends what runs, and boots the runtime that the learner picked. The files stay as they are. */
  async moveTo(id: RuntimeId): Promise<void> {
    await this.#move(() => this.place.pick(id));
  }

  /** Boots once more: the runtime that did not come up, where another took its place. */
  async tryAgain(): Promise<void> {
    await this.#move(() => this.place.retry());
  }

  /** Judges the files by a run of them, and keeps the result. */
  async check(): Promise<void> {
    if (this.#check) return;
    const abort = new AbortController();
    batch(() => {
      this.checking.value = true;
      this.#looked.value = judge(this.exercise, null);
    });
    const done = this.#runCheck(abort.signal).finally(() => {
      this.#check = null;
      this.checking.value = false;
    });
    this.#check = { abort, done };
    await done;
  }

  /** Gives the runtime back what it lent. The work and the runs stay; `open` or `run` boots anew. */
  async suspend(): Promise<void> {
    this.#asked++;
    this.work.leave();
    // Together: who comes back before a check has ended finds the session closed, or about to be.
    await Promise.all([this.#endCheck(), this.place.session?.close()]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.suspend();
    this.work.dispose();
  }

  /** The files as they are, to be run. */
  #want(what: 'run' | 'check'): FileTree {
    this.#wanted = { what, fromLink: this.work.fromLink.value };
    return this.work.files.value;
  }

  async #runCheck(signal: AbortSignal): Promise<void> {
    const files = this.#want('check');
    const latest = this.runs.latest.value?.run ?? null;
    // One that is being stopped shows no more.
    const goesOn = latest && !latest.ended && this.state.value === 'running';
    const current = goesOn && sameFiles(latest.files, files) ? latest : null;
    const session = current ? this.place.session : await this.#ready();
    if (!session || signal.aborted) return;
    const { criteria, outcome, run } = await checkRun(
      session,
      this.exercise,
      files,
      current,
      signal,
      (looked) => (this.#looked.value = looked),
    );
    // A place that gave up says so itself, and shows nothing of the files: what was found of them before stands.
    const isCutShort = outcome === 'open' && run !== null && run.ended?.reason && endOf(run) === 'stopped';
    if (run && !isCutShort && !signal.aborted) this.work.recordCheck(files, criteria, outcome === 'solved');
  }

  /** Ends the check under way as it stands; its result is not kept. */
  async #endCheck(): Promise<void> {
    this.#check?.abort.abort();
    await this.#check?.done;
  }

  async #ready(): Promise<Session | null> {
    this.#pressedAt = performance.now();
    this.reason.value = null;
    this.#clear();
    return this.#open();
  }

  /** What was said and seen is not the next run's. */
  #clear(): void {
    this.firstSum.value = null;
    for (const log of Object.values(this.logs)) log.clear();
    this.#draw('logs');
  }

  /** Asked right before a run begins: code that came by a link needs a second yes to run on this machine. */
  #allows(id: RuntimeId): boolean {
    if (id !== 'local' || !this.#wanted.fromLink) return true;
    this.asking.value = this.#wanted.what;
    return false;
  }

  async #open(): Promise<Session | null> {
    const session = await this.place.open();
    this.inside.tellSession();
    return this.#closed ? null : session;
  }

  async #move(move: () => Promise<void>): Promise<void> {
    this.#asked++;
    batch(() => {
      this.reason.value = null;
      this.built.value = null;
    });
    // Together: a check may wait for a boot that only the move ends.
    await Promise.all([this.#endCheck(), move()]);
    if (!this.#closed) await this.open();
  }

  #take(event: SessionEvent): void {
    this.inside.take(event);
    switch (event.type) {
      case 'state':
        this.state.value = event.state;
        if (event.reason) this.reason.value = event.reason;
        break;
      case 'run':
        // An earlier one has ended by now, and said its last words.
        this.#clear();
        this.work.recordRun(event.run.files, this.#wanted.fromLink);
        this.runs.add(event.run, this.work.kind(event.run.files), this.#wanted.fromLink);
        break;
      case 'started':
        // .NET has no version of Node's to tell.
        if (event.node) this.built.value = { node: event.node, http2: event.http2 };
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
      case 'measured':
        this.#draw('samples');
        break;
      case 'ended':
        this.reason.value = event.reason;
        this.runs.end(event.run);
        this.work.recordVerdict(event.run.files, event.run.verdict.kind);
        for (const log of Object.values(this.logs)) log.end();
        this.#draw('logs');
        this.#draw('samples');
        break;
    }
  }

  #draw(what: 'samples' | 'logs'): void {
    const idle = !this.#due.samples && !this.#due.logs;
    this.#due[what] = true;
    if (idle) this.#options.nextFrame(this.#drawDue);
  }

  /** What was printed is drawn first, and the samples, whose chart takes the longest, a frame later at most. */
  #drawDue = (): void =>
    batch(() => {
      const { samples, logs } = this.#due;
      this.#late = samples && logs && !this.#late;
      this.#due = { samples: this.#late, logs: false };
      if (logs) this.logsDrawn.value++;
      if (this.#late) this.#options.nextFrame(this.#drawDue);
      else if (samples) this.samplesDrawn.value++;
    });
}
