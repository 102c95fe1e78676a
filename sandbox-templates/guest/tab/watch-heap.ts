import type { Sample } from '../../../site/sandbox/samples.ts';
import { collect, heapUsed } from './heap.ts';
import { process } from './node/process.ts';
import { setImmediate, setInterval } from './node/timers.ts';

type Counts = Pick<Sample, 'calls' | 'clientsCreated' | 'channelsCreated' | 'methodsCached'>;

const sampleEvery = 100; // ms; the browser's figure is renewed every 50 ms
const collectEvery = { least: 400, most: 2000 }; // ms
/** A full collection takes longer the larger the heap, though the program runs on through most of it: it gets this many times as long a rest. */
const restFor = 3;

/**
 * `../watch-heap.ts` for a place where a collection cannot be forced but only brought about, and is seen when it has been. `alive` counts live
 * objects, for a place that shows no bytes.
 */
export function watchTabHeap(counts: () => Counts, alive: (() => number) | null, report: (sample: Sample) => void): { soon(): void } {
  let nextCollection = 0;
  let collecting = false;

  const sample = (collected: boolean): void => {
    const used = heapUsed();
    report({
      at: performance.now() - started,
      ...counts(),
      // Between collections, the count holds garbage that nobody can tell apart.
      methodsAlive: collected && alive ? alive() : null,
      heapUsed: used,
      heapAfterGc: collected ? used : null,
      source: used === null ? 'objects' : 'tab',
    });
  };

  const tick = async (): Promise<void> => {
    if (collecting) return;
    const now = performance.now();
    if (now < nextCollection) return sample(false);
    collecting = true;
    const collected = await collect();
    collecting = false;
    const took = performance.now() - now;
    nextCollection = performance.now() + Math.min(collectEvery.most, Math.max(collectEvery.least, took * restFor));
    sample(collected);
  };

  setInterval(() => void tick(), sampleEvery).unref();
  process.on('exit', () => sample(false));
  return { soon: () => void setImmediate(() => sample(false)) };
}

const started = performance.now();
