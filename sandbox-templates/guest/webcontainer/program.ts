// Loaded into a program by `node --import`, as `../probe.ts` is on this machine's Node: watches it from beside its code.
import diagnosticsChannel from 'node:diagnostics_channel';
import type { GuestMessage } from '../../../site/sandbox/protocol/messages.ts';
import { liveObjects } from '../../../site/sandbox/protocol/samples.ts';
import { CallObjects } from '../live-objects.ts';
import { ownPackage } from '../own-package.ts';
import { CacheWatch } from '../watch-cache.ts';
import { Calls } from '../watch-calls.ts';
import { ChannelsWatch } from '../watch-channels.ts';
import { watchClient } from '../watch-client.ts';
import { HeapWatch, type Heap } from '../watch-heap.ts';
import { Metrics, type PromClient } from '../watch-metrics.ts';
import { watchOctets } from '../watch-octets.ts';
import { watchServer } from '../watch-server.ts';
import { openChannel } from './channel.ts';
import { collect, heapUsed } from './heap.ts';

/** The run is ended here, long before the browser would end the whole page. */
const heapCap = 256 * 2 ** 20; // bytes
/** The same where bytes cannot be seen: a leaked client is about a kilobyte. */
const objectsCap = 250_000;

const { LEAK_LAB_RELAY, LEAK_LAB_RUN, LEAK_LAB_PROBE, LEAK_LAB_HTTP2, LEAK_LAB_HEAP, LEAK_LAB_OCTETS } = process.env;
for (const name of Object.keys(process.env)) if (name.startsWith('LEAK_LAB_')) delete process.env[name];

// That Node strips types is no news to a learner.
const { emitWarning } = process;
process.emitWarning = ((...args: Parameters<typeof emitWarning>) => {
  if ((args as unknown[])[1] !== 'ExperimentalWarning') Reflect.apply(emitWarning, process, args);
}) as typeof emitWarning;

const seesBytes = LEAK_LAB_HEAP === 'bytes';
const { send, onCommand } = openChannel(Number(LEAK_LAB_RELAY), LEAK_LAB_RUN!);
const full = (reason: { bytes?: number }): void =>
  send({ type: 'exit', code: null, reason: { code: 'heap-full', ...reason } } satisfies GuestMessage);

send({
  type: 'started',
  node: process.version,
  http2: LEAK_LAB_HTTP2 === 'own' ? 'own' : 'builtin',
  heapLimit: LEAK_LAB_PROBE === 'heap' && seesBytes ? heapCap : null,
  buffersLimit: null,
});

if (LEAK_LAB_PROBE === 'served') {
  const door = watchServer(
    (port) => send({ type: 'listening', port }),
    (served) => send({ type: 'served', served }),
  );
  onCommand(({ type }) => {
    if (type === 'hold' || type === 'delay') door[type]();
  });
} else {
  if (LEAK_LAB_OCTETS)
    watchOctets((listener) => {
      const heard = (args: unknown) => listener(...(args as Parameters<typeof listener>));
      diagnosticsChannel.subscribe('leak-lab.octets', heard);
      return () => diagnosticsChannel.unsubscribe('leak-lab.octets', heard);
    }, send);
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
  const heap: Heap = {
    source: seesBytes ? 'v8' : 'objects',
    held: () => ({ used: seesBytes ? heapUsed() : null, buffers: null }),
    collect: async (done) => done((await collect()) ? Promise.resolve() : null),
    restFor: 3,
  };
  const watch = new HeapWatch(heap, calls, objects, (sample) => {
    send({ type: 'sample', sample });
    if ((sample.heapUsed ?? 0) > heapCap) full({ bytes: heapCap });
    if (!seesBytes && sample.alive && liveObjects(sample.alive) > objectsCap) full({});
  });
  onCommand(({ type }) => {
    if (type === 'collect') watch.collectSoon();
    if (type === 'look' || type === 'look-away') cache.look(type === 'look');
    if (type === 'end') process.emit('SIGTERM', 'SIGTERM');
  });
}
