import type { Evidence } from './check.ts';
import type { Sample } from '../protocol/samples.ts';

/** What a program holds more of with its calls, where that can be counted; 0 of what it does not. */
export interface Held {
  /** Waiting for one signal to abort. */
  readonly listeners: number;
  /** Of one counter. */
  readonly series: number;
  /** That channels' caches hold. */
  readonly methods: number;
  readonly channels: number;
  readonly clients: number;
  /** In .NET. */
  readonly linkedSources: number;
}

/** More of one kind than this share of the calls is growth with the calls. */
const share = 0.2;
/** Fewer say nothing: calls under way together have a listener each, and a label that comes again after a thousand calls makes a thousand series. */
const least = {
  typescript: { listeners: 1000, series: 2500 },
  csharp: { listeners: 1000, series: 1500 },
};
/** .NET's counters are counted no further (`Counters.cs`): of as many, calls may have made any number. */
const mostSeries = { typescript: Infinity, csharp: 4000 };
/** A verdict that has found a leak was sure of it: then it need not be as many to be named. */
const named = { listeners: 200, series: 200 };

/** What grows with the calls: as the counts of what is alive say where a verdict rests on them, and by what was noted. */
export function held({
  noted,
  verdict,
  language = 'typescript',
}: Pick<Evidence, 'noted' | 'verdict' | 'language'>): Held {
  const calls = noted?.calls ?? 0;
  const { listeners: fewestListeners, series: fewestSeries } = verdict.kind === 'leaking' ? named : least[language];
  const growing = (count: number, fewest: number, most = Infinity) =>
    count >= fewest && count >= Math.min(share * calls, most) ? count : 0;
  const culprit = verdict.kind === 'leaking' ? verdict.culprit : null;
  const piled = (...kinds: string[]) => (culprit && kinds.includes(culprit.kind) ? culprit.held : 0);
  return {
    listeners: growing(noted?.listeners ?? 0, fewestListeners),
    series: growing(
      Math.max(0, ...(noted?.counters ?? []).map(({ series }) => series)),
      fewestSeries,
      mostSeries[language],
    ),
    methods: piled('methodsCached', 'methods'),
    channels: piled('channels'),
    clients: piled('clients'),
    linkedSources: piled('linkedSources'),
  };
}

/** Floors that there must be to see whether a count goes on growing. */
const fewestFloors = 4;
/** Calls by which a program has made what it means to keep. */
export const callsToSettle = 200;

/**
 * Of what is alive since the program had settled: how much there is, where the later half of the floors has reached what the earlier had not, else 0. It is
 * too little, perhaps, for a verdict, and too much to call it steady. Null where there are too few floors to tell.
 */
export function risen(samples: readonly Sample[]): { methods: number; channels: number } | null {
  const floors = samples.filter(({ alive, calls }) => alive !== null && calls >= callsToSettle);
  if (floors.length < fewestFloors) return null;
  const half = floors.length >> 1;
  const most = (part: readonly Sample[], kind: 'methodsCached' | 'channels') =>
    Math.max(...part.map(({ alive }) => alive![kind]));
  const rise = (kind: 'methodsCached' | 'channels') => {
    const now = most(floors.slice(half), kind);
    return now > most(floors.slice(0, half), kind) ? now : 0;
  };
  return { methods: rise('methodsCached'), channels: rise('channels') };
}
