import diagnosticsChannel from 'node:diagnostics_channel';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { GrpcChannel } from './channel.ts';
import { MagicOnionClient } from './client.ts';
import type { Method } from './method.ts';
import { addService } from './server.ts';
import { defineService, unary } from './service.ts';
import { int32 } from './types.ts';

const service = defineService('ITwoMethods', {
  SumAsync: unary([int32, int32], int32),
  ProductAsync: unary([int32, int32], int32),
});
const server = new Server();
let channel: GrpcChannel;
let cached: Method[] = [];
const remember = (method: unknown) => void cached.push(method as Method);

beforeAll(async () => {
  addService(server, service, {
    sumAsync: async (x, y) => x + y,
    productAsync: async (x, y) => x * y,
  });
  const port = await new Promise<number>((resolve) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, bound) =>
      resolve(bound),
    ),
  );
  channel = GrpcChannel.forAddress(`http://127.0.0.1:${port}`);
  diagnosticsChannel.subscribe('magiconion.channel.method-cached', remember);
});
beforeEach(() => void (cached = []));
afterAll(() => {
  diagnosticsChannel.unsubscribe('magiconion.channel.method-cached', remember);
  channel.dispose();
  server.forceShutdown();
});

test('a channel takes in a method at its first call, not at create', async () => {
  const client = MagicOnionClient.create(service, channel);
  expect(cached).toHaveLength(0);
  await client.sumAsync(1, 2);
  await client.sumAsync(3, 4);
  expect(cached.map((method) => method.fullName)).toEqual(['/ITwoMethods/SumAsync']);
});

test('it grows by creates × methods called: equal names are not equal keys', async () => {
  for (let i = 0; i < 5; i++) {
    const client = MagicOnionClient.create(service, channel);
    await client.sumAsync(1, 2);
    await client.productAsync(1, 2);
    await client.sumAsync(1, 2);
  }
  expect(cached).toHaveLength(10);
  expect(new Set(cached.map((method) => method.fullName)).size).toBe(2);
});

test('derived clients share the methods of the one they come from', async () => {
  const base = MagicOnionClient.create(service, channel);
  for (let i = 0; i < 5; i++) {
    await base
      .withOptions({})
      .withHeaders({ 'x-tenant': `${i}` })
      .withDeadline(new Date(Date.now() + 10_000))
      .withCancellation(new AbortController().signal)
      .withHost('elsewhere')
      .sumAsync(1, 2);
  }
  expect(cached).toHaveLength(1);
});

test('each create makes fresh methods, marshallers and serializers', async () => {
  for (let i = 0; i < 2; i++) await MagicOnionClient.create(service, channel).sumAsync(1, 2);
  const [one, other] = cached as [Method, Method];
  expect(one.requestMarshaller).not.toBe(other.requestMarshaller);
  expect(one.responseMarshaller.serializer).not.toBe(other.responseMarshaller.serializer);
});
