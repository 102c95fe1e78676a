import { atTheEnd, outcomeOf, type Criterion, type Evidence, type Outcome } from './check.ts';
import type { Exercise } from './exercise.ts';
import type { FileTree } from '../runtime.ts';
import type { Sample, Served } from '../protocol/samples.ts';
import { server, type Run } from '../run/run.ts';
import { endOf, waysToGo } from '../run/run-end.ts';
import type { Session, SessionEvent } from '../run/session.ts';
import { nothingYet } from '../verdict/verdict.ts';

/** How long a check goes on before it says what it could not see: milliseconds on the run's own clock, from its first sample in this check. */
export const patience = 40_000;
/** How long it goes on for the other criteria once one has failed. What C# shows, it shows of fewer calls. */
const graceAfterFailure = { typescript: 2_000, csharp: 1_000 };
/** Calls from one collection that a check asks for to the next. */
const callsARound = 400;
/**
 * A program that was told to end gives up its calls before it has taken so many samples more, 100 ms apart: on a machine that is busy it has the longer for that.
 * Samples may have been on their way when it was told, so it has so many milliseconds at least, of the page's; and the last may be what it leaves behind, which
 * its end follows. From one sample to the next it has so many, and the server so many for a call to hold up after one that it answers late.
 */
const endsWithin = { samples: 8, atLeast: 800, afterLast: 250, silence: 2_000, held: 3_000 };
/**
 * Where the program has a time limit of its own for a call, what it gives up when that has waited for less than this share of it is given up for that it was
 * told. A limit shorter than so many milliseconds leaves too little time to tell the two apart.
 */
const limits = { share: 0.6, shortest: 300 };

export interface CheckResult {
  /** As the run left them; one still `open` could not be seen in time. */
  criteria: Criterion[];
  outcome: Outcome;
  /** Null where nothing ran: the runtime failed, or the reader stopped before. */
  run: Run | null;
}

/**
 * Judges the files by a run of them, as an experiment: `current` where they run already, else one that it starts. Lets it warm up, has its heap
 * collected after so many calls and so many more, until the criteria are settled; last, where one asks for it, tells the program to end. Where that
 * has ended before by a time limit of its own, as a call was answered late, another run of it takes the last step alone, without that. Then
 * stops the run; one that its patience did not suffice for goes on, for the reader to have it measured on. `signal` ends the check as it stands.
 * `onLook` gets the criteria whenever there is something new.
 */
export async function checkRun(
  session: Session,
  exercise: Exercise,
  files: FileTree,
  current: Run | null,
  signal: AbortSignal,
  onLook: (criteria: Criterion[]) => void = () => undefined,
): Promise<CheckResult> {
  let experiment = new Experiment(session, exercise, current, onLook);
  const onAbort = () => experiment.end();
  signal.addEventListener('abort', onAbort, { once: true });
  const follow = async (running: Promise<void> | null) => {
    await (running ? Promise.race([experiment.done, running]) : experiment.done);
    experiment.look();
  };
  try {
    experiment.look();
    let running = current ? null : session.run(files);
    await follow(running);
    const before = signal.aborted ? null : experiment.endedByItsLimit;
    if (before) {
      experiment.close();
      experiment = new Experiment(session, exercise, null, onLook, before);
      experiment.look();
      running = session.run(files);
      await follow(running);
    }
    const { criteria, run } = experiment;
    const outcome = outcomeOf(criteria);
    const goesOn = outcome === 'open' && run !== null && !run.ended && !signal.aborted && !experiment.isEnding;
    if (!goesOn) {
      await session.stop();
      await running;
    }
    return { criteria, outcome, run };
  } finally {
    experiment.close();
    signal.removeEventListener('abort', onAbort);
  }
}

/** What another run is to take the last step with: what had been found, and the program's time limit. */
interface Before {
  readonly found: readonly Criterion[];
  readonly limit: number;
}

/** Looks at a run until its criteria are settled, or what there is to see of them has been seen. */
class Experiment {
  criteria: Criterion[];
  run: Run | null;
  readonly #session: Session;
  readonly #exercise: Exercise;
  readonly #onLook: (criteria: Criterion[]) => void;
  readonly #done = Promise.withResolvers<void>();
  readonly #unsubscribe: () => void;
  /** On the run's clock. */
  #begun: number | null = null;
  #failedAt: number | null = null;
  /** Calls at the last collection. */
  #collectedAt = 0;
  #ending: Evidence['ending'] = 'not-yet';
  #toldAt = 0; // on the page's clock
  /** A program that ends once more calls' time is up may have waited for that. */
  #heldWhenTold: Served['held'] = { late: 0, waiting: 0, givenUp: 0, age: 0, expired: 0, limit: 0 };
  #givenUpSoon = 0;
  #samplesSinceTold = 0;
  #limit: ReturnType<typeof setTimeout> | undefined;
  /** What had been found when the last step began, which shows no more of it. */
  #found: readonly Criterion[] | null;
  /** Of a run that takes the last step alone. */
  readonly #before: Before | null;

  constructor(
    session: Session,
    exercise: Exercise,
    run: Run | null,
    onLook: (criteria: Criterion[]) => void,
    before: Before | null = null,
  ) {
    this.#before = before;
    this.#found = before?.found ?? null;
    this.#session = session;
    this.#exercise = exercise;
    this.run = run;
    this.#onLook = onLook;
    this.criteria = judge(exercise, run);
    this.#unsubscribe = session.subscribe((event) => this.#take(event));
  }

  get done(): Promise<void> {
    return this.#done.promise;
  }

  get #held(): Served['held'] {
    return this.run?.served?.held ?? this.#heldWhenTold;
  }

  /** The last step has begun, or is all that this run is for: the server answers one more call of it, late, or none. */
  get isEnding(): boolean {
    return this.#found !== null;
  }

  /** Where a program has ended by its limit, before it was told to: what another run needs. */
  get endedByItsLimit(): Before | null {
    const { limit } = this.#held;
    const isSo = this.#ending === 'not-yet' && limit > 0 && this.run !== null && endedOfItself(this.run);
    return isSo && this.#found && !this.#before ? { found: this.#found, limit } : null;
  }

  end(): void {
    this.#done.resolve();
  }

  close(): void {
    clearTimeout(this.#limit);
    this.#unsubscribe();
  }

  #take(event: SessionEvent): void {
    if (event.type === 'run') this.run = event.run;
    if (event.type === 'state' && (event.state === 'failed' || event.state === 'closed')) this.end();
    if (!('run' in event) || event.run !== this.run) return;
    if (event.type === 'sample' && this.#ending === 'told') this.#waitOn();
    else if (event.type === 'sample') this.#collectNext(event.sample);
    else if (event.type === 'served' && this.#ending === 'told') this.#seeGivenUp();
    if (event.type === 'sample' || event.type === 'served' || event.type === 'noted') this.look();
    if (event.type === 'ended') {
      const { code, program } = event.reason ?? {};
      if (this.#ending === 'told' && code && waysToGo.has(code) && program !== server)
        this.#ending = this.#hasWaited() ? 'stayed' : 'gone';
      this.end();
    }
  }

  look(): void {
    const seen = judge(this.#exercise, this.run, this.#ending, this.#givenUpSoon);
    // What had been settled by then stays so, where there is not enough for it any more.
    const stands = ({ id, result }: Criterion, i: number) =>
      this.#before ? !atTheEnd.has(id) : result === 'open' && this.#found?.[i]?.result !== 'open';
    this.criteria = seen.map((criterion, i) => (stands(criterion, i) ? (this.#found?.[i] ?? criterion) : criterion));
    this.#onLook(this.criteria);
    const { at, calls } = this.run?.samples.at(-1) ?? {};
    if (at === undefined || this.run?.ended) return;
    this.#begun ??= at;
    const settled = this.criteria.every(({ result }) => result !== 'open');
    if (settled) return this.end();
    if (this.#limit !== undefined) return this.#watchEnding();
    if (this.#before && calls) return this.#beginEnding();
    const failed = this.criteria.some(({ result }) => result === 'failed');
    this.#failedAt = failed ? (this.#failedAt ?? at) : null;
    const enoughSeen =
      this.#failedAt !== null && at - this.#failedAt >= graceAfterFailure[this.#exercise.language ?? 'typescript'];
    const open = this.criteria.filter(({ result }) => result === 'open');
    const endIsOpen = open.some(({ id }) => atTheEnd.has(id));
    if (endIsOpen && !this.#before && (enoughSeen || open.every(({ id }) => atTheEnd.has(id)))) this.#beginEnding();
    else if (enoughSeen || at - this.#begun >= patience) this.end();
  }

  /** Floors at known counts of calls: the verdict comes the sooner, and means the same on a slow machine. */
  #collectNext({ calls, heapAfterGc, alive }: Sample): void {
    if (heapAfterGc !== null || alive !== null) this.#collectedAt = calls;
    else if (calls - this.#collectedAt >= callsARound) {
      this.#collectedAt = calls;
      this.#session.command({ type: 'collect' });
    }
  }

  /** The server holds a call up. Where none comes, there is none to give up. */
  #beginEnding(): void {
    this.#found ??= this.criteria;
    this.#session.command({ type: this.#before ? 'hold' : 'delay' });
    this.#stayedIn(endsWithin.held);
  }

  #watchEnding(): void {
    if (this.#ending !== 'not-yet' || !this.run?.served?.held.waiting) return;
    this.#ending = 'told';
    this.#toldAt = performance.now();
    this.#heldWhenTold = this.#held;
    this.#session.command({ type: 'end' });
    this.#stayedIn(endsWithin.silence);
  }

  /** Whether a program that has gone had its call's time run out first, or gave it up only when it would have done so anyway. */
  #hasWaited(): boolean {
    const { givenUp, expired } = this.#held;
    const isLate = givenUp > this.#heldWhenTold.givenUp && this.#givenUpSoon === 0;
    return expired > this.#heldWhenTold.expired || isLate;
  }

  #seeGivenUp(): void {
    const since = performance.now() - this.#toldAt;
    const limit = this.#before?.limit ?? this.#heldWhenTold.limit;
    const isSoon =
      limit >= limits.shortest
        ? this.#held.age <= limit * limits.share
        : this.#samplesSinceTold <= endsWithin.samples || since <= endsWithin.atLeast;
    if (isSoon) this.#givenUpSoon = this.#held.givenUp - this.#heldWhenTold.givenUp;
  }

  /** It says something still. */
  #waitOn(): void {
    if (++this.#samplesSinceTold < endsWithin.samples) this.#stayedIn(endsWithin.silence);
    else if (this.#samplesSinceTold === endsWithin.samples)
      this.#stayedIn(Math.max(endsWithin.afterLast, this.#toldAt + endsWithin.atLeast - performance.now()));
  }

  #stayedIn(milliseconds: number): void {
    clearTimeout(this.#limit);
    this.#limit = setTimeout(() => this.#stayed(), milliseconds);
  }

  #stayed(): void {
    this.#ending = 'stayed';
    this.look();
    this.end();
  }
}

/** The criteria as a run shows them so far; without a run, all that there are. */
export const judge = (
  exercise: Exercise,
  run: Run | null,
  ending: Evidence['ending'] = 'not-yet',
  givenUp = 0,
): Criterion[] => exercise.check(evidenceOf(exercise, run, ending, givenUp));

const evidenceOf = (
  { language }: Exercise,
  run: Run | null,
  ending: Evidence['ending'],
  givenUp: number,
): Evidence => ({
  language,
  samples: run?.samples ?? [],
  served: run?.served ?? null,
  noted: run?.noted ?? null,
  verdict: run?.verdict ?? nothingYet,
  ended: ending === 'not-yet' && run !== null && endedOfItself(run),
  ending,
  givenUp,
});

/** Whether it was a program that ended the run, and neither the reader nor the place that it ran in. */
function endedOfItself(run: Run): boolean {
  const end = endOf(run);
  return end !== null && end !== 'stopped';
}

/** Seconds until the slowest of the open criteria is settled, as far as can be told; null where that is not known of any. */
export function secondsLeft(criteria: readonly Criterion[]): number | null {
  const known = criteria
    .filter(({ result }) => result === 'open')
    .map((criterion) => criterion.secondsLeft)
    .filter((seconds) => seconds !== undefined);
  return known.length ? Math.max(...known) : null;
}

export { sameFiles } from '../files/same-files.ts';
