// Loaded before a program by `node --import`. Watches it from beside its code and reports on a channel of its own, never on stdout.
import v8 from 'node:v8';
import { openChannel } from './channel.ts';
import { decodeCommand } from './command.ts';
import { takeHeapSnapshot } from './heap-snapshot.ts';
import { CallObjects } from './live-objects.ts';
import { ownPackage } from './own-package.ts';
import { v8Heap } from './v8-heap.ts';
import { CacheWatch } from './watch-cache.ts';
import { Calls } from './watch-calls.ts';
import { ChannelsWatch } from './watch-channels.ts';
import { watchClient } from './watch-client.ts';
import { HeapWatch } from './watch-heap.ts';
import { buffersCap, watchMemory } from './watch-memory.ts';
import { Metrics, type PromClient } from './watch-metrics.ts';
import { watchServer } from './watch-server.ts';

const { send, onRequest } = openChannel();

send({
  type: 'started',
  node: process.version,
  http2: 'builtin',
  heapLimit: v8.getHeapStatistics().heap_size_limit,
  buffersLimit: buffersCap,
});
watchMemory((reason) => send({ type: 'exit', code: null, reason }));

if (process.env.LEAK_LAB_PROBE === 'served') {
  const door = watchServer(
    (port) => send({ type: 'listening', port }),
    (served) => send({ type: 'served', served }),
  );
  onRequest((request) => {
    const type = decodeCommand(request)?.type;
    if (type === 'hold' || type === 'delay') door[type]();
  });
} else {
  const metrics = new Metrics();
  const promClient = ownPackage('prom-client');
  if (promClient) metrics.watch(promClient as PromClient);
  const objects = new CallObjects();
  const calls = new Calls(objects, () => watch.soon());
  const cache = new CacheWatch(calls, new ChannelsWatch(calls, objects), (cached) => send({ type: 'cached', cached }));
  watchClient(
    metrics,
    () => calls.counts().calls,
    (noted) => send({ type: 'noted', noted }),
  );
  const watch = new HeapWatch(v8Heap, calls, objects, (sample) => send({ type: 'sample', sample }));
  onRequest((request) => {
    const command = decodeCommand(request);
    if (command?.type === 'collect') watch.collectSoon();
    if (command?.type === 'look' || command?.type === 'look-away') cache.look(command.type === 'look');
    if (command?.type === 'snapshot') send({ type: 'snapshot-written', file: takeHeapSnapshot() });
    if (command?.type === 'end') process.emit('SIGTERM', 'SIGTERM');
  });
}
