import type { Evidence } from './check.ts';

/** What a program holds more of with its calls, where that can be counted; 0 of what it does not. */
export interface Held {
  /** Waiting for one signal to abort. */
  readonly listeners: number;
  /** Of one counter. */
  readonly series: number;
  /** That channels' caches hold. */
  readonly methods: number;
  /** So many that no program which stops gathering them has them. */
  readonly certain: boolean;
}

/** More of one kind than this share of the calls is growth with the calls. */
const share = 0.2;
/** Fewer say nothing: calls under way together have a listener each, tenants a series each. */
const least = { listeners: 400, series: 400, methods: 200 };
/** A label that comes again after a thousand calls makes a thousand series, and no more. */
const certain = { listeners: 1000, series: 2500 };

export function held({ noted, samples }: Pick<Evidence, 'noted' | 'samples'>): Held {
  const calls = noted?.calls ?? 0;
  const growing = (count: number, fewest: number, of: number) => (count >= fewest && count >= share * of ? count : 0);
  const listeners = growing(noted?.listeners ?? 0, least.listeners, calls);
  const series = growing(Math.max(0, ...(noted?.counters ?? []).map((counter) => counter.series)), least.series, calls);
  const last = samples.at(-1);
  const methods = growing(last?.methodsCached ?? 0, least.methods, last?.calls ?? 0);
  return {
    listeners,
    series,
    methods,
    certain: listeners >= certain.listeners || series >= certain.series,
  };
}
