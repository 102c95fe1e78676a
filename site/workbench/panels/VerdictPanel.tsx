import { floorOf } from '../../sandbox/verdict/floor.ts';
import { endOf, type RunEnd } from '../../sandbox/run/run-end.ts';
import { entriesHeld } from '../../sandbox/protocol/samples.ts';
import type { Verdict } from '../../sandbox/verdict/verdict.ts';
import { callRate } from '../model/figures.ts';
import { useUi, type Ui } from '../ui.ts';
import { Prediction } from './Prediction.tsx';
import { useEachSecond } from './use-each-second.ts';
import { Why } from './Why.tsx';

/** What the samples say, in a word, a sentence and figures; the same that the chart shows. */
export function VerdictPanel() {
  const { bench, strings, format } = useUi();
  useEachSecond(bench);
  const verdict = bench.verdict.value;
  const kind = verdict?.kind ?? 'none';
  const latest = bench.runs.latest.value;
  const samples = latest?.run.samples ?? [];
  const last = samples.at(-1);
  const floors = floorOf(samples);
  const measured = latest?.run.measured;
  // The browser counts at a collection, so that is what it can be held against.
  const beside =
    measured && samples.find(({ at, heapAfterGc }) => at >= measured.at && heapAfterGc !== null)?.heapAfterGc;
  return (
    <section class="lab-panel lab-verdict" aria-label={strings.verdict.label} data-kind={kind} tabIndex={0}>
      <h2 class="lab-title">{strings.verdict.label}</h2>
      <p class="lab-word">{strings.verdict.word[kind]}</p>
      <p class="lab-sentence">{sentence(verdict, latest && endOf(latest.run), strings, format)}</p>
      <Prediction />
      <Why verdict={verdict} />
      <Stats />
      {measured && beside != null && (
        <p class="lab-small" data-measured>
          {strings.verdict.measured({ ...measured, floor: beside }, format)}
        </p>
      )}
      {latest && last && (
        <p class="lab-small">
          {strings.chart.summary(
            {
              name: strings.runs.name(latest.id, latest.files),
              last,
              entries: entriesHeld(samples).at(-1)!,
              floor: floors.length > 0 ? [floors[0]!.value, floors.at(-1)!.value] : null,
            },
            format,
          )}
        </p>
      )}
    </section>
  );
}

function sentence(
  verdict: Verdict | null,
  end: RunEnd | null,
  { verdict: text }: Ui['strings'],
  format: Ui['format'],
): string {
  switch (verdict?.kind) {
    case undefined:
      return text.none;
    case 'not-enough-data':
      return text.notEnough(verdict, end, format);
    case 'leaking':
      return text.leaking(verdict, end, format);
    case 'steady':
      return text.steady(verdict, format);
  }
}

/** Long enough for the rate not to jump, short enough to follow. */
const rateWindow = 1500; // ms

function Stats() {
  const { bench, strings, format } = useUi();
  bench.samplesDrawn.value;
  const run = bench.runs.latest.value?.run;
  const samples = run?.samples ?? [];
  const rate = callRate(samples, run?.ended ? Infinity : rateWindow);
  const { stats } = strings;
  const first = bench.firstSum.value;
  const figures: [string, string, string][] = [
    ['calls', stats.calls, samples.length ? format.number(samples.at(-1)!.calls) : stats.none],
    ['rate', stats.rate, rate === null ? stats.none : format.number(Math.round(rate))],
    ['first-sum', stats.firstSum, first === null ? stats.none : format.clock(first)],
  ];
  return (
    <dl class="lab-stats" aria-label={stats.label}>
      {figures.map(([id, label, value]) => (
        <div key={id} data-stat={id}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
