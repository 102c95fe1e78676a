import { onOctets } from '../../http2/core.ts';
import type { Reason } from '../../../site/sandbox/errors/reason.ts';
import { liveObjects } from '../../../site/sandbox/protocol/samples.ts';
import { CallObjects } from '../live-objects.ts';
import { startRunClock } from '../run-clock.ts';
import { CacheWatch } from '../watch-cache.ts';
import { Calls } from '../watch-calls.ts';
import { ChannelsWatch } from '../watch-channels.ts';
import { watchClient } from '../watch-client.ts';
import { HeapWatch, type Heap } from '../watch-heap.ts';
import { Metrics, type PromClient } from '../watch-metrics.ts';
import { watchOctets } from '../watch-octets.ts';
import { watchServer } from '../watch-server.ts';
import { collect, heapCap, heapUsed, isVast, objectsCap, seesBytes } from './heap.ts';
import { measure } from './measure.ts';
import { whenAdded } from './node/index.ts';
import { process } from './node/process.ts';
import { onCommand, report } from './output.ts';

/** Watches a program from beside its code, as `../probe.ts` does on Node. `end` is called where it must not go on. */
export function startProbe(kind: 'heap' | 'served', octets: boolean, end: (reason: Reason) => void): void {
  startRunClock();
  report({
    type: 'started',
    node: process.version,
    http2: 'own',
    heapLimit: kind === 'heap' && seesBytes ? heapCap : null,
    buffersLimit: null,
  });
  if (kind === 'served') {
    const door = watchServer(
      (port) => report({ type: 'listening', port }),
      (served) => report({ type: 'served', served }),
    );
    onCommand(({ type }) => {
      if (type === 'hold' || type === 'delay') door[type]();
    });
    return;
  }
  if (octets) watchOctets(onOctets, report);
  const metrics = new Metrics();
  whenAdded('prom-client', (promClient) => metrics.watch(promClient as PromClient));
  const objects = new CallObjects();
  const calls = new Calls(objects, () => watch.soon());
  const cache = new CacheWatch(calls, new ChannelsWatch(calls, objects), (cached) =>
    report({ type: 'cached', cached }),
  );
  watchClient(
    metrics,
    () => calls.counts().calls,
    (noted) => report({ type: 'noted', noted }),
  );
  const watch = new HeapWatch(heap(end), calls, objects, (sample) => {
    report({ type: 'sample', sample });
    if ((sample.heapUsed ?? 0) > heapCap) end({ code: 'heap-full', bytes: heapCap });
    if (!seesBytes && sample.alive && liveObjects(sample.alive) > objectsCap) end({ code: 'heap-full' });
  });
  onCommand(({ type }) => {
    if (type === 'collect') watch.collectSoon();
    else if (type === 'look' || type === 'look-away') cache.look(type === 'look');
    else if (type === 'end') process.emit('SIGTERM', 'SIGTERM');
    else if (seesBytes) void measure((measured) => report({ type: 'measured', measured }));
  });
}

const heap = (end: (reason: Reason) => void): Heap => ({
  source: seesBytes ? 'tab' : 'objects',
  held: () => ({ used: heapUsed(), buffers: null }),
  async collect(done) {
    const collection = await collect(() => done(Promise.resolve()));
    if (!collection.came) done(null);
    if (!seesBytes && (await isVast(collection))) end({ code: 'heap-vast' });
  },
  restFor: 3,
});
