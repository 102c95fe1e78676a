import { performance } from 'node:perf_hooks';
import type { Sample } from '../../site/sandbox/samples.ts';

/** Where the bytes come from. */
export interface Heap {
  readonly source: Sample['source'];
  /** Bytes in use now; null where the place cannot tell. */
  readonly used: () => number | null;
  /** Forces a full collection; null where the place cannot. */
  readonly collect: (() => void) | null;
}

type Counts = Omit<Sample, 'at' | 'methodsAlive' | 'heapUsed' | 'heapAfterGc' | 'source'> & { methodsAlive?: number };

const sampleEvery = 100; // ms
const collectEvery = { least: 400, most: 2000 }; // ms
/** A full collection takes longer the larger the heap; it may cost the program this share of its time. */
const collectShare = 0.03;

/** Samples the heap from now until the program ends, without keeping it alive. `soon` asks for a sample out of turn. */
export function watchHeap(heap: Heap, counts: () => Counts, report: (sample: Sample) => void): { soon(): void } {
  let nextCollection = 0;

  const sample = () => {
    const at = performance.now();
    const heapUsed = heap.used();
    const counted = counts();
    // Until the first answer the program loads its modules: nothing to judge, and a collection would only delay it.
    const due = counted.calls > 0 && at >= nextCollection;
    report({ at, methodsAlive: null, ...counted, heapUsed, heapAfterGc: due ? afterCollection(at) : null, source: heap.source });
  };

  const afterCollection = (at: number): number | null => {
    if (!heap.collect) return null;
    heap.collect();
    const took = performance.now() - at;
    nextCollection = at + Math.min(collectEvery.most, Math.max(collectEvery.least, took / collectShare));
    return heap.used();
  };

  setInterval(sample, sampleEvery).unref();
  process.on('exit', sample);
  return { soon: () => setImmediate(sample) };
}
