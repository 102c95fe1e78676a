import { startChild } from '../../sandbox-templates/http2/tests/support/child.ts';
import { through, type Implementation } from '../../sandbox-templates/http2/tests/support/preload.ts';
import { ceiling } from './http2/ceiling.ts';
import { frameHook } from './http2/frame-hook.ts';
import { connect, type Peers } from './http2/peers.ts';
import { median } from './report.ts';

/** Two processes that are the same differ in their speed for as long as they run: several of each are measured. */
const pairsMeasured = 3;
const rounds = 3;
const roundMs = 1000;
const warmUpMs = 1500;
const connections = 300;
const streams = 2000;

type ByImplementation<T> = Record<Implementation, T>;
interface Memory {
  heap: number;
  total: number;
}

const implementations = ['builtin', 'own'] as const;

/** A server and a client, each in a process of its own. */
function peers(implementation: Implementation): Peers {
  const { env, nodeOptions = [] } = through(implementation);
  const start = () =>
    startChild(new URL('./http2/peer.ts', import.meta.url), {
      ...(env ? { env } : {}),
      nodeOptions: ['--expose-gc', ...nodeOptions],
    });
  return { server: start(), client: start() };
}

async function withPeers<T>(use: (pairs: ByImplementation<Peers>) => Promise<T>): Promise<T> {
  const pairs = { builtin: peers('builtin'), own: peers('own') };
  try {
    return await use(pairs);
  } finally {
    await Promise.all(Object.values(pairs).flatMap(({ server, client }) => [server.kill(), client.kill()]));
  }
}

interface Row {
  what: string;
  unit: string;
  builtin: number;
  own: number;
  ratio: number;
  wanted: string;
}

const workloads = [
  // First what makes many: V8 goes on compiling what a call runs for some twenty thousand of them.
  { what: 'unary calls, 32 in flight', unit: '/s', question: ['unary', 32], wanted: '≥ 1.0' },
  { what: 'unary calls, one at a time', unit: '/s', question: ['unary', 1], wanted: '≥ 1.0' },
  { what: 'echo of 1 MiB', unit: '/s', question: ['echo'], wanted: '≥ 1.0' },
  { what: 'small messages of a stream', unit: '/s', question: ['messages'], wanted: '≥ 1.2' },
  { what: 'download of 1 MiB messages', unit: '/s', question: ['download'], wanted: '≥ 0.8' },
  { what: 'upload of 1 MiB messages', unit: '/s', question: ['upload'], wanted: '≥ 0.8' },
] as const;

/** Rounds take turns, so that whatever else the machine does meets both; the ratio is the median of the rounds' ratios. */
async function speed(): Promise<Row[]> {
  const rates = workloads.map((): ByImplementation<number[]> => ({ builtin: [], own: [] }));
  for (let pair = 0; pair < pairsMeasured; pair++) await withPeers((pairs) => addRates(pairs, rates));
  return workloads.map(({ what, unit, wanted }, i) => {
    const { builtin, own } = rates[i]!;
    const ratios = own.map((rate, round) => rate / builtin[round]!);
    return { what, unit, builtin: median(builtin), own: median(own), ratio: median(ratios), wanted };
  });
}

async function addRates(pairs: ByImplementation<Peers>, rates: readonly ByImplementation<number[]>[]): Promise<void> {
  await connect(Object.values(pairs));
  for (const [i, workload] of workloads.entries()) {
    const [name, ...values] = workload.question;
    const measure = (implementation: Implementation, ms: number) =>
      pairs[implementation].client.ask<number>(name, ...values, ms);
    for (const implementation of implementations) await measure(implementation, warmUpMs);
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? implementations : implementations.toReversed();
      for (const implementation of order) rates[i]![implementation].push(await measure(implementation, roundMs));
    }
  }
}

/** Octets on both sides that one more of something costs. */
async function cost({ server, client }: Peers, count: number, grow: () => Promise<unknown>): Promise<Memory> {
  const measure = () => Promise.all([server.ask<Memory>('heap'), client.ask<Memory>('heap')]);
  const before = await measure();
  await grow();
  const after = await measure();
  const per = (of: keyof Memory, side: number) => (after[side]![of] - before[side]![of]) / count;
  return { heap: per('heap', 0) + per('heap', 1), total: per('total', 0) + per('total', 1) };
}

const poured = 20 * 2 ** 20;

/** Memory of both sides while most of an answer of 20 MiB waits for one who does not read: what the windows let through, and what is to be written next. */
const slowReader = (): Promise<Row[]> =>
  withPeers(async (pairs) => {
    const held = {} as ByImplementation<number>;
    for (const implementation of implementations) {
      const pair = pairs[implementation];
      const port = await pair.server.ask<number>('pour', poured);
      const askAndWait = async () => {
        await pair.client.ask('ask', port);
        // Until nothing more is written, though the other side had time to take it.
        for (let [before, now] = [-1, 0]; before !== now; ) {
          await pair.client.ask('heap');
          [before, now] = [now, await pair.server.ask<number>('poured')];
        }
      };
      await askAndWait(); // What the first one loads and compiles is not the next one's.
      await pair.client.ask('read');
      held[implementation] = (await cost(pair, 1, askAndWait)).total;
      const read = await pair.client.ask<number>('read');
      if (read !== poured) throw new Error(`${implementation}: ${read} octets of ${poured} came after the wait.`);
    }
    const { builtin, own } = held;
    const what = 'memory while 20 MiB wait';
    return [{ what, unit: ' B', builtin, own, ratio: own / builtin, wanted: '' }];
  });

const memory = (): Promise<Row[]> =>
  withPeers(async (pairs) => {
    const costs = {} as ByImplementation<{ connection: Memory; stream: Memory }>;
    for (const implementation of implementations) {
      const pair = pairs[implementation];
      const port = await pair.server.ask<number>('hold');
      await pair.client.ask('connect', port, 10); // What the first ones load and compile is not theirs.
      await pair.client.ask('openStreams', 10);
      costs[implementation] = {
        connection: await cost(pair, connections, () => pair.client.ask('connect', port, connections)),
        stream: await cost(pair, streams, () => pair.client.ask('openStreams', streams)),
      };
    }
    const row = (what: string, of: 'connection' | 'stream', kind: keyof Memory, wanted: string): Row => {
      const [builtin, own] = [costs.builtin[of][kind], costs.own[of][kind]];
      return { what, unit: ' B', builtin, own, ratio: own / builtin, wanted };
    };
    return [
      row('heap per idle connection', 'connection', 'heap', '≤ 2.0'),
      row('  and outside the heap', 'connection', 'total', ''),
      row('heap per open stream', 'stream', 'heap', '≤ 2.0'),
      row('  and outside the heap', 'stream', 'total', ''),
    ];
  });

/** Our HTTP/2 against Node's own, under grpc-js (speed) and bare (memory). Prints a table; takes some four minutes. */
export async function bench(): Promise<void> {
  console.log(
    `HTTP/2, ours against Node ${process.version}'s own: server and client in processes of their own, ${pairsMeasured} such pairs, ${rounds} rounds of ${roundMs} ms in turns, medians`,
  );
  const speeds = await speed();
  for (const { what, unit, builtin, own, ratio, wanted } of [...speeds, ...(await memory()), ...(await slowReader())]) {
    const figure = (value: number) => `${Math.round(value)}${unit}`.padStart(12);
    console.log(`${what.padEnd(30)}${figure(builtin)}${figure(own)}${ratio.toFixed(2).padStart(8)} ×  ${wanted}`);
  }
  const what = 'unary calls, one at a time';
  const { rate, shares } = await withPeers(async ({ builtin, own }) => {
    await connect([builtin, own]);
    return ceiling({ builtin: builtin.client, own: own.client }, roundMs);
  });
  // The most that any HTTP/2 could win: the rest is grpc-js and the socket.
  console.log(
    `${what}, where HTTP/2 costs nothing: ${Math.round(rate)}/s, ${(1 / shares.builtin).toFixed(2)} × Node's own; ours, in turns with it: ${(shares.own / shares.builtin).toFixed(2)} × Node's own, ${Math.round(100 * shares.own)} % of that`,
  );
  const { unused, left, heard } = await frameHook(warmUpMs, roundMs);
  console.log(
    `${what}, the frame hook never used: ${Math.round(unused.rate)}/s; nobody listens any more: ${left.ratio.toFixed(2)} × that (1.0 wanted); someone listens: ${heard.ratio.toFixed(2)} ×`,
  );
}

if (import.meta.main) await bench();
