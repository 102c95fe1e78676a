import { Client, credentials, Server, ServerCredentials, type ClientOptions } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addService } from '../sum/magiconion/server.ts';
import { IMyFirstService } from '../sum/service.ts';
import { CallObjects } from './live-objects.ts';
import { Calls } from './watch-calls.ts';
import { ChannelsWatch } from './watch-channels.ts';

const server = new Server({ 'grpc.enable_channelz': 0 });
const objects = new CallObjects();
const watch = new ChannelsWatch(new Calls(objects, () => undefined), objects);
const clients: Client[] = [];
let address = '';

const path = '/IMyFirstService/SumAsync';
/** A client with a channel of its own that has made a call; it is answered with an error where the path is unknown. */
async function use(called = path, options: ClientOptions = {}): Promise<Client> {
  const client = new Client(address, credentials.createInsecure(), options);
  clients.push(client);
  await call(client, called);
  return client;
}
const call = (client: Client, called = path) =>
  new Promise<void>((resolve) => {
    // 1 + 2, as MessagePack.
    client.makeUnaryRequest<Buffer, Buffer>(
      called,
      (value) => value,
      (value) => value,
      Buffer.from([0x92, 1, 2]),
      () => resolve(),
    );
  });

beforeAll(async () => {
  addService(server, IMyFirstService, { sumAsync: async (x, y) => x + y });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
  address = `127.0.0.1:${port}`;
});
afterAll(() => {
  for (const client of clients) client.close();
  server.forceShutdown();
});

test('tells of each channel what channelz has of it, and of the one connection that all go by', async () => {
  for (let i = 0; i < 3; i++) await use();
  const { made, alive, records, first, latest, subchannels } = watch.tell();
  expect({ made, alive, records, latest }).toEqual({
    made: 3,
    alive: 3,
    records: { channels: 3, subchannels: 1, sockets: 1 },
    latest: [],
  });
  expect(first.map(({ id }) => id)).toEqual([1, 2, 3]);
  for (const { at, usedAt, ...channel } of first) {
    expect(channel).toMatchObject({ state: 'READY', started: 1, succeeded: 1, failed: 0, isAlive: true });
    expect(channel.subchannel).toBe(subchannels[0]!.id);
    expect(usedAt).toBeGreaterThanOrEqual(at);
  }
  expect(subchannels).toMatchObject([
    { target: address, state: 'READY', started: 3, succeeded: 3, failed: 0, streams: 3 },
  ]);
});

test('tells calls that failed apart, and counts no channel twice', async () => {
  const client = await use('/IMyFirstService/Absent');
  await call(client);
  expect(watch.tell().first[3]).toMatchObject({ started: 2, succeeded: 1, failed: 1 });
  expect(watch.tell().made).toBe(4);
});

test('takes none of many channels for collected that is still there', () => {
  const many = new CallObjects();
  const channels = Array.from({ length: 1000 }, () => ({}));
  for (const [before, channel] of channels.entries()) {
    expect(many.channels).toBe(before);
    many.addChannel(channel);
  }
  expect(many.channels).toBe(channels.length);
});

test('lists the first and the latest, and those that closed, or that have no record, no more', async () => {
  watch.look(true);
  for (let i = 0; i < 20; i++) await use();
  const { records, first, latest } = watch.tell();
  expect(records!.channels).toBe(24);
  expect(first.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(latest.map(({ id }) => id)).toEqual([17, 18, 19, 20, 21, 22, 23, 24]);
  expect(latest.map(({ isAlive }) => isAlive)).not.toContain(null);

  clients[0]!.close();
  await use(path, { 'grpc.enable_channelz': 0 });
  const after = watch.tell();
  expect(after).toMatchObject({ made: 25, records: { channels: 23 } });
  expect(after.first[0]!.id).toBe(2);
  expect(after.latest.at(-1)!.id).toBe(24);
});
