import type { ReadonlySignal } from '@preact/signals';
import { floorOf } from '../../sandbox/verdict/floor.ts';
import { liveObjects } from '../../sandbox/protocol/samples.ts';
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
  const objects = sample.source === 'objects';
  const size = objects ? format.number : format.bytes;
  const used = objects ? sample.alive && liveObjects(sample.alive) : sample.heapUsed;
  const floor = floorOf(samples).findLast(({ at }) => at <= sample.at)?.value ?? null;
  const facts = [
    strings.chart.at(format.clock(sample.at)),
    used !== null && `${objects ? strings.chart.objects : strings.chart.used} ${size(used)}`,
    floor !== null && `${strings.chart.floor} ${size(floor)}`,
  ];
  return <p class="lab-reading">{facts.filter(Boolean).join(' · ')}</p>;
}
