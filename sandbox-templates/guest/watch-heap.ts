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
/**
 * From the first answer to the first collection. One that comes while V8 still learns which code is hot makes the program slower for good:
 * a sixth fewer calls per second, where later ones cost little but their pause.
 */
const collectFrom = 1000; // ms
const collectEvery = { least: 600, most: 3000 }; // ms
/** Pauses get this share of the time at most; and collections are dense only while there is no verdict, each after this share of the run. */
const share = { pause: 0.02, run: 0.3 };

/** Samples the heap from now until the program ends, without keeping it alive. `soon` asks for a sample out of turn. */
export function watchHeap(heap: Heap, counts: () => Counts, report: (sample: Sample) => void): { soon(): void } {
  let firstAnswer: number | null = null;
  let nextCollection = Infinity;

  const sample = () => {
    const at = performance.now();
    const heapUsed = heap.used();
    const counted = counts();
    if (counted.calls > 0 && firstAnswer === null) {
      firstAnswer = at;
      nextCollection = at + collectFrom;
    }
    const due = at >= nextCollection;
    report({ at, methodsAlive: null, ...counted, heapUsed, heapAfterGc: due ? afterCollection(at, at - firstAnswer!) : null, source: heap.source });
  };

  const afterCollection = (at: number, ran: number): number | null => {
    if (!heap.collect) return null;
    heap.collect();
    const took = performance.now() - at;
    nextCollection = at + Math.min(collectEvery.most, Math.max(collectEvery.least, took / share.pause, ran * share.run));
    return heap.used();
  };

  setInterval(sample, sampleEvery).unref();
  process.on('exit', sample);
  return { soon: () => setImmediate(sample) };
}
