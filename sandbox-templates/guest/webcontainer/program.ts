// Loaded into a program by `node --import`, as `../probe.ts` is on this machine's Node: watches it from beside its code.
import type { GuestMessage } from '../../../site/sandbox/messages.ts';
import { LiveObjects, watchChannels, watchMethods } from '../live-objects.ts';
import { ownPackage } from '../own-package.ts';
import { watchCalls } from '../watch-calls.ts';
import { watchClient } from '../watch-client.ts';
import { watchCollections } from '../watch-collections.ts';
import { Metrics, type PromClient } from '../watch-metrics.ts';
import { watchServer } from '../watch-server.ts';
import { openChannel } from './channel.ts';
import { collect, heapUsed } from './heap.ts';

/** The run is ended here, long before the browser would end the whole page. */
const heapCap = 256 * 2 ** 20; // bytes
/** The same where bytes cannot be seen: a leaked client is about a kilobyte. */
const objectsCap = 250_000;

const { LEAK_LAB_RELAY, LEAK_LAB_RUN, LEAK_LAB_PROBE, LEAK_LAB_HTTP2, LEAK_LAB_HEAP } = process.env;
for (const name of Object.keys(process.env)) if (name.startsWith('LEAK_LAB_')) delete process.env[name];

// That Node strips types is no news to a learner.
const { emitWarning } = process;
process.emitWarning = ((...args: Parameters<typeof emitWarning>) => {
  if ((args as unknown[])[1] !== 'ExperimentalWarning') Reflect.apply(emitWarning, process, args);
}) as typeof emitWarning;

const seesBytes = LEAK_LAB_HEAP === 'bytes';
const send = openChannel(Number(LEAK_LAB_RELAY), LEAK_LAB_RUN!);
const full = (reason: { bytes?: number }): void =>
  send({ type: 'exit', code: null, reason: { code: 'heap-full', ...reason } } satisfies GuestMessage);

send({
  type: 'started',
  node: process.version,
  http2: LEAK_LAB_HTTP2 === 'own' ? 'own' : 'builtin',
  heapLimit: LEAK_LAB_PROBE === 'heap' && seesBytes ? heapCap : null,
});

if (LEAK_LAB_PROBE === 'served') {
  watchServer(
    (port) => send({ type: 'listening', port }),
    (served) => send({ type: 'served', served }),
  );
} else {
  const metrics = new Metrics();
  const promClient = ownPackage('prom-client');
  if (promClient) metrics.watch(promClient as PromClient);
  watchClient(
    metrics,
    () => counts().calls,
    (noted) => send({ type: 'noted', noted }),
  );
  const objects = seesBytes ? null : new LiveObjects();
  if (objects) watchMethods(objects);
  const counts = watchCalls(() => watch.soon(), objects ? watchChannels(objects) : undefined);
  const heap = {
    source: objects ? 'objects' : 'v8',
    used: objects ? () => null : heapUsed,
    collect,
    alive: objects && (() => objects.alive),
  } as const;
  const watch = watchCollections(heap, counts, (sample) => {
    send({ type: 'sample', sample });
    if ((sample.heapUsed ?? 0) > heapCap) full({ bytes: heapCap });
    if ((sample.methodsAlive ?? 0) > objectsCap) full({});
  });
}
