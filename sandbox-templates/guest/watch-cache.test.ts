import diagnosticsChannel from 'node:diagnostics_channel';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cached } from '../../site/sandbox/protocol/samples.ts';
import { GrpcChannel } from '../sum/magiconion/channel.ts';
import { MagicOnionClient } from '../sum/magiconion/client.ts';
import type { Method } from '../sum/magiconion/method.ts';
import { addService } from '../sum/magiconion/server.ts';
import { IMyFirstService } from '../sum/service.ts';
import { CallObjects } from './live-objects.ts';
import { CacheWatch } from './watch-cache.ts';
import { Calls } from './watch-calls.ts';
import { ChannelsWatch } from './watch-channels.ts';

const server = new Server();
let channel: GrpcChannel;
let clients = 0;
let time = 0;
let told: Cached | null = null;
const objects = new CallObjects();
const calls = new Calls(objects, () => undefined);
const watch = new CacheWatch(
  calls,
  new ChannelsWatch(calls, objects),
  (cached) => {
    told = cached;
  },
  () => time,
);
const look = () => {
  watch.look(true);
  return told!;
};
const create = () => {
  clients++;
  return MagicOnionClient.create(IMyFirstService, channel);
};

beforeAll(async () => {
  addService(server, IMyFirstService, { sumAsync: async (x, y) => x + y });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
  channel = GrpcChannel.forAddress(`http://127.0.0.1:${port}`);
});
afterAll(() => {
  watch.look(false);
  channel.dispose();
  server.forceShutdown();
});

test('counts every entry by name, and tells of the first ones who made them, how often they served and when last', async () => {
  const base = create();
  await base.sumAsync(1, 2);
  time += 900;
  await base.withOptions({}).sumAsync(1, 2);
  expect(look()).toMatchObject({
    entries: 1,
    names: { '/IMyFirstService/SumAsync': 1 },
    // Derived clients share the entry.
    first: [{ index: 1, name: '/IMyFirstService/SumAsync', client: 1, calls: 2, at: 0, usedAt: 900, isAlive: true }],
    latest: [],
  });
  watch.look(false);
  for (let i = 0; i < 20; i++) await create().sumAsync(i, i);
  const { entries, names, first, latest } = look();
  expect(entries).toBe(21);
  expect(names).toEqual({ '/IMyFirstService/SumAsync': 21 });
  expect(first.map(({ client }) => client)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  // Nobody looked: the rest was counted only.
  expect(latest).toEqual([]);
});

test('tells of some of the latest while someone looks', async () => {
  look();
  time += 100;
  await create().sumAsync(1, 1);
  const { latest, entries } = look();
  expect(latest).toMatchObject([{ index: entries, client: clients, calls: 1 }]);
});

test('shows as many entries as the cache has, up to a hundred thousand, and no more of them one by one', () => {
  const before = look().entries;
  watch.look(false);
  const methods: Method[] = [];
  const made = (method: unknown) => void methods.push(method as Method);
  diagnosticsChannel.subscribe('magiconion.method.created', made);
  let entries = before;
  for (const more of [1, 100, 100_000]) {
    for (let i = 0; i < more; i++) create();
    // A method asked for twice is entered once.
    for (const method of methods.splice(0))
      if (channel.getMethodInfo(method) !== channel.getMethodInfo(method)) throw new Error('entered twice');
    entries += more;
    const { names, first, latest, ...cached } = look();
    watch.look(false);
    expect(cached.entries).toBe(entries);
    expect(names).toEqual({ '/IMyFirstService/SumAsync': entries });
    expect(first.length + latest.length).toBeLessThanOrEqual(32);
  }
  diagnosticsChannel.unsubscribe('magiconion.method.created', made);
});
