import { effect } from '@preact/signals';
import { floorOf, unitOf } from '../../sandbox/verdict/floor.ts';
import { openBenches } from '../../workbench/model/open-benches.ts';
import type { Bench } from '../../workbench/model/bench.ts';
import type { Report } from '../messages.ts';

/** A report of one exercise at most so often: what came between is in the next. */
const every = 2000; // ms
/** Points of a floor that are told: a curve on a board needs no more. */
const mostPoints = 24;

/** Reports what happens in this page's sandboxes, for as long as the page is there. */
export function reportBenches(say: (report: Report) => void): () => void {
  const watched = new Map<Bench, () => void>();
  const stop = effect(() => {
    const open = openBenches.value;
    for (const bench of open) if (!watched.has(bench)) watched.set(bench, watch(bench, say));
    for (const [bench, end] of watched) {
      if (open.includes(bench)) continue;
      end();
      watched.delete(bench);
    }
  });
  return () => {
    stop();
    for (const end of watched.values()) end();
  };
}

function watch(bench: Bench, say: (report: Report) => void): () => void {
  let runs = 0;
  let latest: unknown = null;
  let failedChecks = 0;
  let before = bench.checkState.value;
  let last = '';
  let timer: ReturnType<typeof setTimeout> | null = null;

  const tell = () => {
    timer = null;
    const report = reportOf(bench, runs, failedChecks);
    const text = JSON.stringify(report);
    if (text === last) return;
    last = text;
    say(report);
  };
  const stop = effect(() => {
    const run = bench.runs.latest.value?.run ?? null;
    if (run && run !== latest) runs++;
    latest = run;
    const check = bench.checkState.value;
    if (before === 'measuring' && check === 'not-solved') failedChecks++;
    before = check;
    // All that a report is made of, so that each change brings one.
    bench.state.value;
    bench.verdict.value;
    bench.criteria.value;
    bench.work.solved.value;
    timer ??= setTimeout(tell, last ? every : 0);
  });
  return () => {
    stop();
    if (timer) clearTimeout(timer);
    say({ ...reportOf(bench, runs, failedChecks), state: 'closed' });
  };
}

function reportOf(bench: Bench, runs: number, failedChecks: number): Report {
  return {
    type: 'report',
    exercise: bench.exercise.id,
    state: bench.state.value,
    verdict: bench.verdict.value?.kind ?? 'none',
    criteria: bench.criteria.value.map(({ id, result }) => ({ id, result })),
    solved: bench.work.solved.value,
    runs,
    failedChecks,
    floor: floor(bench),
  };
}

function floor(bench: Bench): Report['floor'] {
  const samples = bench.runs.latest.value?.run.samples ?? [];
  const all = floorOf(samples);
  if (!all.length) return null;
  const step = Math.max(1, (all.length - 1) / (mostPoints - 1));
  const some = Array.from({ length: Math.min(mostPoints, all.length) }, (_, i) => all[Math.round(i * step)]!);
  return { unit: unitOf(samples), points: some.map(({ calls, value }) => [calls, Math.round(value)]) };
}
