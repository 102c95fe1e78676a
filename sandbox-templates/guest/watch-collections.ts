import process from 'node:process';
import { setImmediate, setInterval } from 'node:timers';
import type { Sample } from '../../site/sandbox/samples.ts';

type Counts = Pick<Sample, 'calls' | 'clientsCreated' | 'channelsCreated' | 'methodsCached'>;

/** A heap that can be made to collect, but not at once. */
export interface Heap {
  readonly source: Sample['source'];
  /** Bytes in use now; null where the place cannot tell. */
  readonly used: () => number | null;
  /** Brings about a full collection; resolves right after it, to false where none came. */
  readonly collect: () => Promise<boolean>;
  /** Live objects, counted where bytes cannot be seen. */
  readonly alive: (() => number) | null;
}

const sampleEvery = 100; // ms; a browser's figure is renewed every 50 ms
const collectEvery = { least: 400, most: 2000 }; // ms
/** A full collection takes longer the larger the heap, though the program runs on through most of it: it gets this many times as long a rest. */
const restFor = 3;

/** `watch-heap.ts` for a place where a collection cannot be forced but only brought about, and is seen when it has been. */
export function watchCollections(
  { source, used, collect, alive }: Heap,
  counts: () => Counts,
  report: (sample: Sample) => void,
): { soon(): void } {
  let nextCollection = performance.now() + collectEvery.least;
  let collecting = false;

  const sample = (collected: boolean): void => {
    const bytes = used();
    report({
      at: runClock(),
      ...counts(),
      // Between collections, the count holds garbage that nobody can tell apart.
      methodsAlive: collected && alive ? alive() : null,
      heapUsed: bytes,
      heapAfterGc: collected ? bytes : null,
      source,
    });
  };

  const tick = async (): Promise<void> => {
    if (collecting) {
      // Where bytes are read, the next figure is to be that after the collection. Elsewhere the program is alive, and says so.
      if (alive) sample(false);
      return;
    }
    const now = performance.now();
    if (now < nextCollection) return sample(false);
    collecting = true;
    const collected = await collect();
    collecting = false;
    const took = performance.now() - now;
    nextCollection = performance.now() + Math.min(collectEvery.most, Math.max(collectEvery.least, took * restFor));
    sample(collected);
  };

  sample(false);
  setInterval(() => void tick(), sampleEvery).unref();
  process.on('exit', () => sample(false));
  return { soon: () => void setImmediate(() => sample(false)) };
}

const started = performance.now();

/** Milliseconds, as samples have them. */
export const runClock = (): number => performance.now() - started;
