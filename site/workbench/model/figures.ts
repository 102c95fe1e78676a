import { floorOf } from '../../sandbox/verdict/floor.ts';
import { entriesHeld, type Sample } from '../../sandbox/protocol/samples.ts';

/** Calls per second over the last `window` milliseconds of the samples, or over all of them; null where there are too few. */
export function callRate(samples: readonly Sample[], window = Infinity): number | null {
  const last = samples.at(-1);
  if (!last) return null;
  let first = last;
  for (let i = samples.length - 2; i >= 0 && last.at - samples[i]!.at <= window; i--) first = samples[i]!;
  return last.at > first.at ? ((last.calls - first.calls) * 1000) / (last.at - first.at) : null;
}

/** A sample as a row of the table: its floor is the last one seen up to then, in the run's unit. */
export interface Row extends Sample {
  floor: number | null;
  /** What the channels' caches hold. */
  entries: number;
}

/** One row for each stretch of a second (or of more, so that there are at most `most`), and the last sample. */
export function thin(samples: readonly Sample[], most = 120): Row[] {
  const last = samples.at(-1);
  if (!last) return [];
  const step = Math.max(1, Math.ceil(last.at / 1000 / most)) * 1000;
  const rows: Row[] = [];
  let due = -Infinity;
  const floors = floorOf(samples);
  const entries = entriesHeld(samples);
  for (const [index, sample] of samples.entries()) {
    if (sample.at < due && sample !== last) continue;
    rows.push({
      ...sample,
      floor: floors.findLast(({ at }) => at <= sample.at)?.value ?? null,
      entries: entries[index]!,
    });
    due = (Math.floor(sample.at / step) + 1) * step;
  }
  return rows;
}
