import { Server, ServerCredentials } from '@grpc/grpc-js';
import { afterEach, expect, test, vi } from 'vitest';
import type { Served } from '../../site/sandbox/protocol/samples.ts';
import { GrpcChannel } from '../sum/magiconion/channel.ts';
import { MagicOnionClient } from '../sum/magiconion/client.ts';
import { Metadata } from '../sum/magiconion/metadata.ts';
import { addService } from '../sum/magiconion/server.ts';
import { defineService, unary } from '../sum/magiconion/service.ts';
import { int32, type WireType } from '../sum/magiconion/types.ts';
import { watchServer } from './watch-server.ts';

const IArithmetic = defineService('IArithmetic', {
  SumAsync: unary([int32, int32], int32),
  NegateAsync: unary([int32], int32),
});

let last: Served | null = null;
const door = watchServer(
  () => undefined,
  (served) => (last = served),
);

/** A server whose sums wait for `gate`, and a client of it. */
async function start(gate: Promise<void> = Promise.resolve()) {
  const server = new Server();
  addService(server, IArithmetic, {
    async sumAsync(x, y) {
      await gate;
      return x === 13 ? 0 : x + y;
    },
    negateAsync: async (x) => -x,
  });
  return MagicOnionClient.create(IArithmetic, await serve(server));
}

/** A channel to the server. */
async function serve(server: Server): Promise<GrpcChannel> {
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const channel = GrpcChannel.forAddress(`http://127.0.0.1:${port}`);
  closing.push(() => (channel.dispose(), server.forceShutdown()));
  return channel;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

test('counts what the server did: methods, questions, right and wrong sums, the most calls at once, and not those given up', async () => {
  const gate = Promise.withResolvers<void>();
  const client = await start(gate.promise);
  const giveUp = new AbortController();
  const abandoned = client
    .withCancellation(giveUp.signal)
    .sumAsync(9, 9)
    .catch(() => 'given up');
  const sums = [client.sumAsync(1, 2), client.sumAsync(1, 2), client.sumAsync(13, 1)];
  await Promise.all([client.negateAsync(5), client.negateAsync(5)]);
  giveUp.abort();
  expect(await abandoned).toBe('given up');
  // The answer to this goes out after the cancellation has come in, on the same connection.
  await client.negateAsync(5);
  gate.resolve();
  await Promise.all(sums);

  await vi.waitFor(() => expect(last?.calls).toBe(6), 5000);
  expect(last).toMatchObject({
    failed: 0,
    methods: { '/IArithmetic/SumAsync': 3, '/IArithmetic/NegateAsync': 3 },
    requests: { calls: 6, distinct: 3 },
    sums: { right: 2, wrong: 1 },
  });
  expect(last?.mostInFlight).toBeGreaterThanOrEqual(4);
});

test('does not count a call that comes after its deadline', async () => {
  const client = await start();
  const before = last?.calls ?? 0;
  // Sent as the tab sends it: with no time left, and with nobody who takes it back.
  await client
    .withHeaders({ 'grpc-timeout': '0m' })
    .sumAsync(3, 4)
    .catch(() => undefined);
  await client.sumAsync(1, 2);
  await vi.waitFor(() => expect(last?.calls).toBeGreaterThan(before), 5000);
  expect(last).toMatchObject({ calls: before + 1, deadlines: { calls: 0 } });
});

test('counts, by header, the calls that carried several values and those that carried what another had', async () => {
  const client = await start();
  const headers = new Metadata();
  for (const trace of ['a', 'b']) {
    headers.add('x-trace', trace);
    await client.withHeaders(headers).negateAsync(5);
  }
  await client.withHeaders({ 'x-trace': 'a' }).negateAsync(5);
  await vi.waitFor(() => expect(last?.headers['x-trace']?.calls).toBe(3), 5000);
  expect(last?.headers['x-trace']).toEqual({ calls: 3, distinct: 2, several: 1, twice: 0, again: 2 });
});

test('knows long values of a header apart by their ends, and several of one call by the calls before it', async () => {
  const client = await start();
  const zeros = '0'.repeat(300);
  for (const id of [`${zeros}1`, `${zeros}2`, 'one, two']) await client.withHeaders({ 'x-id': id }).negateAsync(5);
  await vi.waitFor(() => expect(last?.headers['x-id']?.calls).toBe(3), 5000);
  expect(last?.headers['x-id']).toEqual({ calls: 3, distinct: 3, several: 1, twice: 0, again: 0 });
});

test('knows a value with a comma in it from one that a call carries twice', async () => {
  const client = await start();
  for (const address of ['City 7, Street 7', 'City 8, Street 7', 'City 7, Street 7', 'City 9, City 9'])
    await client.withHeaders({ 'x-address': address }).negateAsync(5);
  await vi.waitFor(() => expect(last?.headers['x-address']?.calls).toBe(4), 5000);
  expect(last?.headers['x-address']).toMatchObject({ distinct: 3, twice: 1 });
});

test('tells how many calls came together of late from how many ever did', async () => {
  const gate = Promise.withResolvers<void>();
  const client = await start(gate.promise);
  const together = Array.from({ length: 20 }, () => client.sumAsync(1, 2));
  await client.negateAsync(5);
  gate.resolve();
  await Promise.all(together);
  await vi.waitFor(() => expect(last?.mostInFlight).toBeGreaterThanOrEqual(20), 5000);
  await vi.waitFor(async () => {
    await client.negateAsync(5);
    expect(last?.mostLately).toBe(1);
  }, 5000);
  expect(last?.mostInFlight).toBeGreaterThanOrEqual(20);
});

test('counts as many deadlines as moments in which they were set, and fewer where calls share one', async () => {
  const client = await start();
  const calls = async (deadlineOf: () => Date) => {
    const before = { calls: 0, distinct: 0, moments: 0, ...last?.deadlines };
    for (let i = 0; i < 20; i++) {
      await client.withDeadline(deadlineOf()).negateAsync(i);
      await new Promise((resolve) => setTimeout(resolve, 12));
    }
    await vi.waitFor(() => expect(last?.deadlines.calls).toBe(before.calls + 20), 5000);
    const { distinct, moments } = last!.deadlines;
    return (distinct - before.distinct) / (moments - before.moments);
  };
  expect(await calls(() => new Date(Date.now() + 5000))).toBeGreaterThan(0.75);
  const shared = new Date(Date.now() + 60_000);
  expect(await calls(() => shared)).toBeLessThan(0.75);
});

test('counts what a service of the program’s own reads as numbers that JSON has not', async () => {
  const int64: WireType<bigint> = {
    name: 'an int64',
    fallback: 0n,
    check: (value) => value as bigint,
    read: (reader) => BigInt(reader.readInt32()),
  };
  const ILong = defineService('ILong', { SumAsync: unary([int64, int64], int32) });
  const server = new Server();
  addService(server, ILong, { sumAsync: async (x, y) => Number(x + y) });
  const client = MagicOnionClient.create(ILong, await serve(server));
  const { right } = last?.sums ?? { right: 0 };
  await client.sumAsync(1n, 2n);
  await vi.waitFor(() => expect(last?.methods['/ILong/SumAsync']).toBe(1), 5000);
  expect(last?.sums.right).toBe(right + 1);
});

test('counts the calls that share the deadline of those before them', async () => {
  const client = await start();
  const calls = async (deadlineOf: (i: number) => Date) => {
    const before = { calls: 0, shared: 0, ...last?.deadlines };
    for (let i = 0; i < 40; i++) {
      await client.withDeadline(deadlineOf(i)).negateAsync(i);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await vi.waitFor(() => expect(last?.deadlines.calls).toBe(before.calls + 40), 5000);
    return last!.deadlines.shared - before.shared;
  };
  const few = 0.1 * 40;
  expect(await calls(() => new Date(Date.now() + 5000))).toBeLessThan(few);
  const shared = new Date(Date.now() + 60_000);
  expect(await calls(() => shared)).toBeGreaterThan(few);
  // As the two parts of a request do.
  let ofRequest = shared;
  expect(await calls((i) => (i % 2 ? ofRequest : (ofRequest = new Date(Date.now() + 5000))))).toBeLessThan(few);
});

test('answers one call late, and tells held calls that were given up from those whose time was up', async () => {
  const client = await start();
  door.delay(); // for good: no test can follow
  const begun = performance.now();
  await client.withDeadline(new Date(Date.now() + 1000)).sumAsync(1, 2);
  // Long enough to show a limit of the program’s own that leaves a quarter of a second of the deadline.
  expect(performance.now() - begun).toBeGreaterThan(700);
  const { givenUp, expired } = last!.held;
  const calls = Array.from({ length: 40 }, (_, i) =>
    client.withDeadline(new Date(Date.now() + 200 + 5 * i)).sumAsync(1, 2),
  );
  await Promise.allSettled(calls);
  await vi.waitFor(() => expect(last?.held.waiting).toBe(0), 5000);
  expect(last?.held).toEqual({ late: 0, waiting: 0, givenUp, age: 0, expired: expired + 40, limit: 0 });

  const giveUp = new AbortController();
  const call = client.withOptions({ deadline: new Date(Date.now() + 5000), signal: giveUp.signal }).sumAsync(1, 2);
  await vi.waitFor(() => expect(last?.held.waiting).toBe(1), 5000);
  await new Promise((resolve) => setTimeout(resolve, 100));
  giveUp.abort();
  await call.catch(() => undefined);
  await vi.waitFor(() => expect(last?.held).toMatchObject({ waiting: 0, givenUp: givenUp + 1 }), 5000);
  expect(last?.held.age).toBeGreaterThan(50);
});
