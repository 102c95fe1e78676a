import type { Criterion } from './check.ts';
import type { Exercise } from './exercise.ts';
import type { FileTree } from './runtime.ts';
import type { Run, Session, SessionEvent } from './session.ts';

/** How long a run may take to settle every criterion: milliseconds on the run's own clock, from its first sample in this check. */
export const settleWithin = 20_000;

export interface CheckResult {
  /** As the run left them; one still `open` was not shown in time. */
  criteria: Criterion[];
  solved: boolean;
  /** Null where nothing ran: the runtime failed, or the reader stopped before. */
  run: Run | null;
}

/**
 * Judges the files by a run of them: `current` where they run already, else one that it starts. Stops the run once no criterion is
 * open, or the time is up. `signal` ends the check as it stands.
 */
export async function checkRun(
  session: Session,
  exercise: Exercise,
  files: FileTree,
  current: Run | null,
  signal: AbortSignal,
): Promise<CheckResult> {
  let run = current;
  let criteria = judge(exercise, run);
  const settled = Promise.withResolvers<void>();
  let deadline: number | null = null;

  const look = () => {
    criteria = judge(exercise, run);
    const at = run?.samples.at(-1)?.at;
    if (at !== undefined) deadline ??= at + settleWithin;
    const timeIsUp = at !== undefined && deadline !== null && at >= deadline;
    if (run?.samples.length && (timeIsUp || criteria.every(({ result }) => result !== 'open'))) settled.resolve();
  };
  const unsubscribe = session.subscribe((event: SessionEvent) => {
    if (event.type === 'run') run = event.run;
    if (event.type === 'state' && (event.state === 'failed' || event.state === 'closed')) settled.resolve();
    if (!('run' in event) || event.run !== run) return;
    if (event.type === 'sample' || event.type === 'served') look();
    if (event.type === 'ended') settled.resolve();
  });
  const onAbort = () => settled.resolve();
  signal.addEventListener('abort', onAbort, { once: true });

  try {
    look();
    const running = current ? null : session.run(files);
    await (running ? Promise.race([settled.promise, running]) : settled.promise);
    criteria = judge(exercise, run);
    await session.stop();
    await running;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
  return { criteria, solved: criteria.length > 0 && criteria.every(({ result }) => result === 'passed'), run };
}

/** The criteria as a run shows them so far; without a run, all that there are. */
export const judge = (exercise: Exercise, run: Run | null): Criterion[] =>
  exercise.check({
    samples: run?.samples ?? [],
    served: run?.served ?? null,
    verdict: run?.verdict ?? { kind: 'not-enough-data', unit: 'bytes' },
  });

export const sameFiles = (a: FileTree, b: FileTree): boolean => {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
};
