// Loaded before a program by `node --import`. Watches it from beside its code and reports on a channel of its own, never on stdout.
import v8 from 'node:v8';
import { openChannel } from './channel.ts';
import { v8Heap } from './v8-heap.ts';
import { watchCalls } from './watch-calls.ts';
import { watchHeap } from './watch-heap.ts';
import { watchServer } from './watch-server.ts';

/** Buffers lie outside V8's heap, where its cap does not hold: the run is ended here, before the machine has no memory left. */
const buffersCap = 512 * 2 ** 20; // bytes

const { send } = openChannel();

send({ type: 'started', node: process.version, http2: 'builtin', heapLimit: v8.getHeapStatistics().heap_size_limit });

if (process.env.LEAK_LAB_PROBE === 'served') {
  watchServer(
    (port) => send({ type: 'listening', port }),
    (served) => send({ type: 'served', served }),
  );
} else {
  const watch = watchHeap(
    v8Heap(),
    watchCalls(() => watch.soon()),
    (sample) => {
      send({ type: 'sample', sample });
      if (v8.getHeapStatistics().external_memory > buffersCap)
        send({
          type: 'exit',
          code: null,
          reason: {
            code: 'heap-full',
            bytes: buffersCap,
            message: 'It keeps more than that in buffers, outside V8’s own heap.',
          },
        });
    },
  );
}
