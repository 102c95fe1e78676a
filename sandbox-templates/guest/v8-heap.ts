import v8 from 'node:v8';
import type { Heap } from './watch-heap.ts';

/** The heap as V8 itself tells of it. Every collection is seen, whoever brought it about (`v8.GCProfiler`, from Node 18.15). */
export function v8Heap(): Heap {
  let profiler = watchCollections();
  return {
    source: 'v8',
    used: () => v8.getHeapStatistics().used_heap_size,
    leftByCollections() {
      const { statistics } = profiler.stop()!;
      profiler = watchCollections();
      const left = statistics
        .filter(({ gcType }) => gcType === 'MarkSweepCompact')
        .map(({ afterGC }) => afterGC.heapStatistics.usedHeapSize);
      return left.length ? Math.min(...left) : null;
    },
    collect: globalThis.gc ?? null,
  };
}

function watchCollections(): v8.GCProfiler {
  const profiler = new v8.GCProfiler();
  profiler.start();
  return profiler;
}
