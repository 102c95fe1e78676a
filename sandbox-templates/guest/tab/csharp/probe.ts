import type { MetricsCounter, Noted, Sample } from '../../../../site/sandbox/protocol/samples.ts';
import { runClock } from '../../run-clock.ts';

/** The host's figures: see `Exports.Sample`. */
export interface Sampler {
  Sample(collect: boolean): number[];
  NotedCounters(): string;
}

const sampleEvery = 100; // ms
/** The first collections come sooner: a verdict needs points, and a second later there are enough calls to miss. In milliseconds. */
const collectEvery = { first: 200, later: 500 };
const firstOnes = 16;
/** One that took long is followed by so many times as long a rest. */
const restFor = 4;

/** Samples .NET's heap, which tells its bytes exactly and collects when it is asked to. */
export class HeapProbe {
  readonly #sampler: Sampler;
  readonly #report: (sample: Sample) => void;
  readonly #note: (noted: Noted) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #latest = 0; // bytes
  #nextCollection = runClock() + collectEvery.first;
  #collections = 0;

  constructor(sampler: Sampler, report: (sample: Sample) => void, note: (noted: Noted) => void) {
    [this.#sampler, this.#report, this.#note] = [sampler, report, note];
    report(this.#sample(false));
    this.#timer = setInterval(() => this.#tick(), sampleEvery);
  }

  /** Asks for a collection out of turn. */
  collectSoon(): void {
    this.#nextCollection = Math.min(this.#nextCollection, runClock());
  }

  /** Whether the latest figure comes near the cap. */
  isFull(cap: number): boolean {
    return this.#latest > cap * 0.9;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#report(this.#sample(true));
  }

  #tick(): void {
    const from = runClock();
    const due = from >= this.#nextCollection;
    const sample = this.#sample(due);
    this.#report(sample);
    const counters = JSON.parse(this.#sampler.NotedCounters()) as MetricsCounter[];
    this.#note({ calls: sample.calls, listeners: 0, filtered: {}, counters });
    if (!due) return;
    const now = runClock();
    const every = ++this.#collections < firstOnes ? collectEvery.first : collectEvery.later;
    this.#nextCollection = now + Math.max(every, restFor * (now - from));
  }

  #sample(collect: boolean): Sample {
    const sample = sampleOf(runClock(), this.#sampler.Sample(collect));
    this.#latest = sample.heapUsed ?? 0;
    return sample;
  }
}

/** A sample of the host's figures, in their order. */
export function sampleOf(at: number, figures: readonly number[]): Sample {
  const [calls, callsFailed, callsOpen, clientsCreated, channelsCreated, methodsCached, heapUsed] = figures as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const after = figures.length > 7 ? (figures.slice(7) as [number, number, number, number, number, number]) : null;
  return {
    at,
    calls,
    callsFailed,
    callsOpen,
    clientsCreated,
    channelsCreated,
    methodsCached,
    alive: after && {
      clients: after[1],
      methods: after[2],
      channels: after[3],
      methodsCached: after[4],
      linkedSources: after[5],
    },
    heapUsed: after ? after[0] : heapUsed,
    heapAfterGc: after?.[0] ?? null,
    dataAfterGc: after?.[0] ?? null,
    buffers: null,
    source: 'clr',
  };
}
