import v8 from 'node:v8';
import { onCollected } from './on-collected.ts';
import type { Heap } from './watch-heap.ts';

/** Where data lies. Code, what V8 learnt of it, and V8's own tables are elsewhere. */
const dataSpaces: ReadonlySet<string> = new Set([
  'old_space',
  'large_object_space',
  'new_space',
  'new_large_object_space',
]);

/** The heap as V8 itself tells of it. It can be told to collect (`--expose-gc`), at once and all of it. */
export const v8Heap: Heap = {
  source: 'v8',
  held() {
    const { used_heap_size: used, external_memory: buffers } = v8.getHeapStatistics();
    return { used, buffers };
  },
  data: () =>
    v8
      .getHeapSpaceStatistics()
      .reduce((sum, { space_name, space_used_size }) => sum + (dataSpaces.has(space_name) ? space_used_size : 0), 0),
  collect(done) {
    if (!globalThis.gc) return done(null);
    const { promise, resolve } = Promise.withResolvers<void>();
    letGo(resolve);
    globalThis.gc();
    done(promise);
  },
  restFor: 30,
};

/** Apart, so that no register keeps what is to go. */
function letGo(gone: () => void): void {
  onCollected.register({}, gone);
}
