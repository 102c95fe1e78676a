import { once, EventEmitter } from 'node:events';
import { performance } from 'node:perf_hooks';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
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

// Time goes on where a test says so; what goes over the network does by itself.
vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
const clock = vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
afterAll(() => (vi.useRealTimers(), clock.mockRestore()));
const wait = (milliseconds: number) => vi.advanceTimersByTime(milliseconds);

let last: Served | null = null;
const reports = new EventEmitter();
const door = watchServer(
  () => undefined,
  (served) => {
    last = served;
    reports.emit('served');
  },
);

/** What the server has done by now. */
function served(): Served {
  wait(250);
  return last!;
}

/** What of the calls is held, once it is that. */
async function held(those: Partial<Served['held']>): Promise<Served['held']> {
  const isSo = (key: string) => last?.held[key as keyof typeof those] === those[key as keyof typeof those];
  while (!Object.keys(those).every(isSo)) await once(reports, 'served');
  return last!.held;
}

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

  expect(served()).toMatchObject({
    calls: 6,
    failed: 0,
    methods: { '/IArithmetic/SumAsync': 3, '/IArithmetic/NegateAsync': 3 },
    requests: { calls: 6, distinct: 3 },
    sums: { right: 2, wrong: 1 },
  });
  expect(last?.mostInFlight).toBeGreaterThanOrEqual(4);
});

test('does not count a call that comes after its deadline', async () => {
  const client = await start();
  const before = served().calls;
  // Sent as the tab sends it: with no time left, and with nobody who takes it back.
  await client
    .withHeaders({ 'grpc-timeout': '0m' })
    .sumAsync(3, 4)
    .catch(() => undefined);
  await client.sumAsync(1, 2);
  expect(served()).toMatchObject({ calls: before + 1, deadlines: { calls: 0 } });
});

test('counts, by header, the calls that carried several values and those that carried what another had', async () => {
  const client = await start();
  const headers = new Metadata();
  for (const trace of ['a', 'b']) {
    headers.add('x-trace', trace);
    await client.withHeaders(headers).negateAsync(5);
  }
  await client.withHeaders({ 'x-trace': 'a' }).negateAsync(5);
  expect(served().headers['x-trace']).toEqual({ calls: 3, distinct: 2, several: 1, twice: 0, again: 2 });
});

test('knows long values of a header apart by their ends, and several of one call by the calls before it', async () => {
  const client = await start();
  const zeros = '0'.repeat(300);
  for (const id of [`${zeros}1`, `${zeros}2`, 'one, two']) await client.withHeaders({ 'x-id': id }).negateAsync(5);
  expect(served().headers['x-id']).toEqual({ calls: 3, distinct: 3, several: 1, twice: 0, again: 0 });
});

test('knows a value with a comma in it from one that a call carries twice', async () => {
  const client = await start();
  for (const address of ['City 7, Street 7', 'City 8, Street 7', 'City 7, Street 7', 'City 9, City 9'])
    await client.withHeaders({ 'x-address': address }).negateAsync(5);
  expect(served().headers['x-address']).toMatchObject({ calls: 4, distinct: 3, twice: 1 });
});

test('tells how many calls came together of late from how many ever did', async () => {
  const gate = Promise.withResolvers<void>();
  const client = await start(gate.promise);
  const together = Array.from({ length: 20 }, () => client.sumAsync(1, 2));
  await client.negateAsync(5);
  gate.resolve();
  await Promise.all(together);
  expect(served()).toMatchObject({ mostInFlight: 21, mostLately: 21 });
  for (let i = 0; i < 3; i++) {
    await client.negateAsync(5);
    wait(500);
  }
  expect(last).toMatchObject({ mostInFlight: 21, mostLately: 1 });
});

test('counts as many deadlines as moments in which they were set, and fewer where calls share one', async () => {
  const client = await start();
  const counted = async (deadlineOf: () => Date) => {
    const before = served().deadlines;
    for (let i = 0; i < 20; i++) {
      await Promise.all([1, 2].map(() => client.withDeadline(deadlineOf()).negateAsync(i)));
      wait(12);
    }
    const { calls, distinct, moments } = served().deadlines;
    return [calls - before.calls, distinct - before.distinct, moments - before.moments];
  };
  expect(await counted(() => new Date(Date.now() + 5000))).toEqual([40, 20, 20]);
  const shared = new Date(Date.now() + 60_000);
  expect(await counted(() => shared)).toEqual([40, 1, 20]);
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
  const { right } = served().sums;
  await client.sumAsync(1n, 2n);
  expect(served().methods['/ILong/SumAsync']).toBe(1);
  expect(last?.sums.right).toBe(right + 1);
});

test('counts the calls that share the deadline of those before them', async () => {
  const client = await start();
  const shared = async (deadlineOf: (i: number) => Date) => {
    const before = served().deadlines.shared;
    for (let i = 0; i < 40; i++) {
      await client.withDeadline(deadlineOf(i)).negateAsync(i);
      wait(5);
    }
    return served().deadlines.shared - before;
  };
  expect(await shared(() => new Date(Date.now() + 5000))).toBe(0);
  // Of these, five may be the parts of one request.
  const one = new Date(Date.now() + 60_000);
  expect(await shared(() => one)).toBe(35);
  let ofRequest = one;
  expect(await shared((i) => (i % 2 ? ofRequest : (ofRequest = new Date(Date.now() + 5000))))).toBe(0);
});

test('answers one call late, and tells held calls that were given up from those whose time was up', async () => {
  const client = await start();
  door.delay(); // for good: no test can follow
  const late = client.withDeadline(new Date(Date.now() + 1000)).sumAsync(1, 2);
  await held({ late: 1 });
  // A limit of the program’s own that leaves a quarter of a second of the deadline is to show.
  wait(749);
  expect(last?.held.late).toBe(1);
  wait(1);
  expect(last?.held).toMatchObject({ late: 0, waiting: 0, limit: 0 });
  expect(await late).toBe(3);

  const { givenUp, expired } = last!.held;
  const calls = Array.from({ length: 40 }, (_, i) =>
    client.withDeadline(new Date(Date.now() + 200 + 5 * i)).sumAsync(1, 2),
  );
  await held({ waiting: 40 });
  wait(400);
  await Promise.allSettled(calls);
  expect(await held({ waiting: 0 })).toEqual({ late: 0, waiting: 0, givenUp, age: 0, expired: expired + 40, limit: 0 });

  const giveUpAfter = async (milliseconds: number) => {
    const giveUp = new AbortController();
    const call = client.withOptions({ deadline: new Date(Date.now() + 5000), signal: giveUp.signal }).sumAsync(1, 2);
    await held({ waiting: 1 });
    wait(milliseconds);
    giveUp.abort();
    await call.catch(() => undefined);
    return await held({ waiting: 0 });
  };
  expect(await giveUpAfter(100)).toMatchObject({ givenUp: givenUp + 1, age: 100, expired: expired + 40 });
  // Its clock may be somewhat ahead of the server’s.
  expect(await giveUpAfter(4950)).toMatchObject({ givenUp: givenUp + 1, age: 100, expired: expired + 41 });
});
