import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startChild, type Child } from '../support/child.ts';
import { through } from '../support/preload.ts';

const inFlight = 32;
const warmUpCalls = 5000;

/** Of one side, after so many calls: octets after collections, and the listeners on its sessions and sockets. */
export interface Sample {
  calls: number;
  heap: number;
  emitters: number;
  listeners: number;
}
export interface Soak {
  server: Sample[];
  client: Sample[];
}

function start(program: string): Child {
  const { env, nodeOptions = [] } = through('own');
  const watch = fileURLToPath(new URL('./watch.ts', import.meta.url));
  return startChild(new URL(program, import.meta.url), {
    ...(env ? { env } : {}),
    nodeOptions: ['--expose-gc', ...nodeOptions, '--import', watch],
  });
}

const sample = async (child: Child, calls: number): Promise<Sample> => ({
  calls,
  heap: await child.ask<number>('heap'),
  ...(await child.ask<Omit<Sample, 'calls' | 'heap'>>('listeners')),
});

/** Makes unary gRPC calls on one connection, and takes `samples` + 1 samples of both sides, the first after a warm-up. */
export async function soak(
  calls: number,
  samples: number,
  onSample: (soak: Soak) => void = () => undefined,
): Promise<Soak> {
  await using server = start('../grpc/server-program.ts');
  await using client = start('../grpc/client-program.ts');
  const { port } = await server.ask<{ port: number }>('listen', {});
  const channel = await client.ask<number>('open', port);
  const taken: Soak = { server: [], client: [] };
  const take = async (made: number) => {
    taken.server.push(await sample(server, made));
    taken.client.push(await sample(client, made));
    onSample(taken);
  };
  await client.ask('echoMany', channel, warmUpCalls, inFlight);
  await take(0);
  for (let index = 1; index <= samples; index++) {
    await client.ask('echoMany', channel, calls / samples, inFlight);
    await take((index * calls) / samples);
  }
  return taken;
}

/** Octets that each call left behind: the median from sample to sample, since V8 also lets go of code that it no longer needs, once. */
export function octetsPerCall(samples: readonly Sample[]): number {
  const slopes = samples
    .slice(1)
    .map(({ heap, calls }, index) => (heap - samples[index]!.heap) / (calls - samples[index]!.calls));
  return slopes.toSorted((a, b) => a - b)[slopes.length >> 1]!;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { calls: { type: 'string', default: '1000000' }, samples: { type: 'string', default: '20' } },
  });
  const megabytes = (octets: number) => `${(octets / 2 ** 20).toFixed(2)} MB`.padStart(10);
  console.log('     calls    server    client   listeners (server, client)');
  const { server, client } = await soak(Number(values.calls), Number(values.samples), (taken) => {
    const [onServer, onClient] = [taken.server.at(-1)!, taken.client.at(-1)!];
    console.log(
      `${String(onServer.calls).padStart(10)}${megabytes(onServer.heap)}${megabytes(onClient.heap)}${String(onServer.listeners).padStart(8)}${String(onClient.listeners).padStart(8)}`,
    );
  });
  console.log(
    `octets left by a call: ${octetsPerCall(server).toFixed(2)} on the server, ${octetsPerCall(client).toFixed(2)} on the client`,
  );
}
