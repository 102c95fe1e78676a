import type { Reason } from '../../../site/sandbox/reason.ts';
import { LiveObjects, watchChannels, watchMethods } from '../live-objects.ts';
import { watchCalls } from '../watch-calls.ts';
import { watchClient } from '../watch-client.ts';
import { watchCollections } from '../watch-collections.ts';
import { Metrics, type PromClient } from '../watch-metrics.ts';
import { watchServer } from '../watch-server.ts';
import { collect, heapCap, heapUsed, isVast, objectsCap, seesBytes } from './heap.ts';
import { keepMeasuring } from './measure.ts';
import { whenAdded } from './node/index.ts';
import { process } from './node/process.ts';
import { report } from './output.ts';

/** Watches a program from beside its code, as `../probe.ts` does on Node. `end` is called where it must not go on. */
export function startProbe(kind: 'heap' | 'served', end: (reason: Reason) => void): void {
  report({
    type: 'started',
    node: process.version,
    http2: 'own',
    heapLimit: kind === 'heap' && seesBytes ? heapCap : null,
  });
  if (kind === 'served') {
    watchServer(
      (port) => report({ type: 'listening', port }),
      (served) => report({ type: 'served', served }),
    );
    return;
  }
  const metrics = new Metrics();
  whenAdded('prom-client', (promClient) => metrics.watch(promClient as PromClient));
  watchClient(
    metrics,
    () => counts().calls,
    (noted) => report({ type: 'noted', noted }),
  );
  // A registered object costs memory of its own: it is done only where there is no other way.
  const objects = seesBytes ? null : new LiveObjects();
  if (objects) watchMethods(objects);
  const counts = watchCalls(() => watch.soon(), objects ? watchChannels(objects) : undefined);
  const collectOnce = async (): Promise<boolean> => {
    const collection = await collect();
    if (objects && (await isVast(collection))) end({ code: 'heap-vast' });
    return collection.came;
  };
  const heap = {
    source: objects ? 'objects' : 'tab',
    used: heapUsed,
    collect: collectOnce,
    alive: objects && (() => objects.alive),
  } as const;
  if (seesBytes) keepMeasuring((measured) => report({ type: 'measured', measured }));
  const watch = watchCollections(heap, counts, (sample) => {
    report({ type: 'sample', sample });
    if ((sample.heapUsed ?? 0) > heapCap) end({ code: 'heap-full', bytes: heapCap });
    if ((sample.methodsAlive ?? 0) > objectsCap) end({ code: 'heap-full' });
  });
}
