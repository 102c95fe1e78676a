import { outcomeOf, type Criterion, type Evidence, type Outcome } from './check.ts';
import type { Exercise } from './exercise.ts';
import type { FileTree } from './runtime.ts';
import type { Run, Session, SessionEvent } from './session.ts';
import { nothingYet } from './verdict.ts';

/** How long a check goes on before it says what it could not see: milliseconds on the run's own clock, from its first sample in this check. */
export const patience = 40_000;
/** How long it goes on for the other criteria once one has failed. */
const graceAfterFailure = 2_000;

export interface CheckResult {
  /** As the run left them; one still `open` could not be seen in time. */
  criteria: Criterion[];
  outcome: Outcome;
  /** Null where nothing ran: the runtime failed, or the reader stopped before. */
  run: Run | null;
}

/**
 * Judges the files by a run of them: `current` where they run already, else one that it starts. Stops the run once its question is answered; a
 * run that its patience did not suffice for goes on, for the reader to have it measured on. `signal` ends the check as it stands. `onLook`
 * gets the criteria whenever there is something new.
 */
export async function checkRun(
  session: Session,
  exercise: Exercise,
  files: FileTree,
  current: Run | null,
  signal: AbortSignal,
  onLook: (criteria: Criterion[]) => void = () => undefined,
): Promise<CheckResult> {
  const experiment = new Experiment(exercise, current, onLook);
  const unsubscribe = session.subscribe((event) => experiment.take(event));
  const onAbort = () => experiment.end();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    experiment.look();
    const running = current ? null : session.run(files);
    await (running ? Promise.race([experiment.done, running]) : experiment.done);
    experiment.look();
    const { criteria, run } = experiment;
    const outcome = outcomeOf(criteria);
    const goesOn = outcome === 'open' && run !== null && !run.ended && !signal.aborted;
    if (!goesOn) {
      await session.stop();
      await running;
    }
    return { criteria, outcome, run };
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}

/** Looks at a run until its criteria are settled, or what there is to see of them has been seen. */
class Experiment {
  criteria: Criterion[];
  run: Run | null;
  readonly #exercise: Exercise;
  readonly #onLook: (criteria: Criterion[]) => void;
  readonly #done = Promise.withResolvers<void>();
  /** On the run's clock. */
  #begun: number | null = null;
  #failedAt: number | null = null;

  constructor(exercise: Exercise, run: Run | null, onLook: (criteria: Criterion[]) => void) {
    this.#exercise = exercise;
    this.run = run;
    this.#onLook = onLook;
    this.criteria = judge(exercise, run);
  }

  get done(): Promise<void> {
    return this.#done.promise;
  }

  end(): void {
    this.#done.resolve();
  }

  take(event: SessionEvent): void {
    if (event.type === 'run') this.run = event.run;
    if (event.type === 'state' && (event.state === 'failed' || event.state === 'closed')) this.end();
    if (!('run' in event) || event.run !== this.run) return;
    if (event.type === 'sample' || event.type === 'served' || event.type === 'noted') this.look();
    if (event.type === 'ended') this.end();
  }

  look(): void {
    this.criteria = judge(this.#exercise, this.run);
    this.#onLook(this.criteria);
    const at = this.run?.samples.at(-1)?.at;
    if (at === undefined) return;
    this.#begun ??= at;
    const failed = this.criteria.some(({ result }) => result === 'failed');
    this.#failedAt = failed ? (this.#failedAt ?? at) : null;
    const settled = this.criteria.every(({ result }) => result !== 'open');
    const enoughSeen = this.#failedAt !== null && at - this.#failedAt >= graceAfterFailure;
    if (settled || enoughSeen || at - this.#begun >= patience) this.end();
  }
}

/** The criteria as a run shows them so far; without a run, all that there are. */
export const judge = (exercise: Exercise, run: Run | null): Criterion[] => exercise.check(evidenceOf(run));

const evidenceOf = (run: Run | null): Evidence => ({
  samples: run?.samples ?? [],
  served: run?.served ?? null,
  noted: run?.noted ?? null,
  verdict: run?.verdict ?? nothingYet,
  ended: endedOfItself(run),
  ending: 'not-yet',
});

/** Whether it was the program itself that ended the run, and neither the reader nor the place that it ran in. */
function endedOfItself(run: Run | null): boolean {
  const code = run?.ended?.reason?.code;
  return code !== undefined && !['connection-lost', 'container-lost', 'runtime-missing', 'internal'].includes(code);
}

/** Seconds until the slowest of the open criteria is settled, as far as can be told; null where that is not known of any. */
export function secondsLeft(criteria: readonly Criterion[]): number | null {
  const known = criteria
    .filter(({ result }) => result === 'open')
    .map((criterion) => criterion.secondsLeft)
    .filter((seconds) => seconds !== undefined);
  return known.length ? Math.max(...known) : null;
}

export const sameFiles = (a: FileTree, b: FileTree): boolean => {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
};
