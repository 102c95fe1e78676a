import type { ReadonlySignal } from '@preact/signals';
import { useUi } from '../ui.ts';

/** The latest shown run's figures at the time under the pointer. */
export function Reading({ time }: { time: ReadonlySignal<number | null> }) {
  const { bench, strings, format } = useUi();
  const seconds = time.value;
  const kept = bench.runs.all.value.findLast(({ shown }) => shown);
  if (seconds === null || !kept) return null;
  const { samples } = kept.run;
  const index = samples.findLastIndex(({ at }) => at <= seconds * 1000);
  const sample = samples[index];
  if (!sample) return null;
  const floor = samples.slice(0, index + 1).findLast(({ heapAfterGc }) => heapAfterGc !== null)?.heapAfterGc ?? null;
  const facts = [
    strings.chart.at(format.clock(sample.at)),
    sample.heapUsed !== null && `${strings.chart.used} ${format.bytes(sample.heapUsed)}`,
    floor !== null && `${strings.chart.floor} ${format.bytes(floor)}`,
    sample.heapUsed === null && sample.methodsAlive !== null && `${strings.chart.objects} ${format.number(sample.methodsAlive)}`,
  ];
  return <p class="lab-reading">{facts.filter(Boolean).join(' · ')}</p>;
}
