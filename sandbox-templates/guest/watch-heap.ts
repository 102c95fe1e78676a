import { performance } from 'node:perf_hooks';
import type { Sample } from '../../site/sandbox/samples.ts';

/** Where the bytes come from. */
export interface Heap {
  readonly source: Sample['source'];
  /** Bytes in use now. */
  readonly used: () => number;
  /** Bytes that the full collections left which came since this was last asked: the least of them. Null where none came. */
  readonly leftByCollections: () => number | null;
  /** Forces a full collection; null where the program cannot. */
  readonly collect: (() => void) | null;
}

type Counts = Omit<Sample, 'at' | 'methodsAlive' | 'heapUsed' | 'heapAfterGc' | 'source'>;

const sampleEvery = 100; // ms
/**
 * A program that makes calls is collected by V8 itself several times a second, and reading what that left costs next to nothing. A collection
 * is forced only where none came for so long: each makes V8 drop what it learnt of the program's hot code, which then runs slower for good.
 */
const patience = 1000; // ms
/** The pauses of forced collections get this share of the time at most. */
const pauses = 0.02;

/** Samples the heap from now until the program ends, without keeping it alive. `soon` asks for a sample out of turn. */
export function watchHeap(heap: Heap, counts: () => Counts, report: (sample: Sample) => void): { soon(): void } {
  let forceAt: number | null = null;

  const sample = () => {
    const at = performance.now();
    const counted = counts();
    if (counted.calls > 0) forceAt ??= at + patience;
    const heapUsed = heap.used();
    report({ at, methodsAlive: null, ...counted, heapUsed, heapAfterGc: leftByCollections(at), source: heap.source });
  };

  const leftByCollections = (at: number): number | null => {
    const left = heap.leftByCollections();
    if (left !== null && forceAt !== null) forceAt = Math.max(forceAt, at + patience);
    if (left !== null || forceAt === null || at < forceAt || !heap.collect) return left;
    heap.collect();
    forceAt = at + Math.max(patience, (performance.now() - at) / pauses);
    return heap.leftByCollections();
  };

  setInterval(sample, sampleEvery).unref();
  process.on('exit', sample);
  return { soon: () => setImmediate(sample) };
}
