import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startChild, type Child } from '../support/child.ts';
import { through, type Implementation } from '../support/preload.ts';
import { rawServer } from '../support/raw-peer.ts';
import { expectedOfCalls, type CallName } from './calls.ts';

const start = (program: string, implementation: Implementation): Child =>
  startChild(new URL(program, import.meta.url), through(implementation));
const startServer = (implementation: Implementation) => start('./server-program.ts', implementation);
const startClient = (implementation: Implementation) => start('./client-program.ts', implementation);
interface Listening {
  server: number;
  port: number;
}

const pairs = [
  ['own', 'own'],
  ['own', 'builtin'],
  ['builtin', 'own'],
] as const;

/** grpc-js as published, server and client in processes of their own. */
describe.each(pairs)('a gRPC client on %s HTTP/2, a server on %s', (clientOn, serverOn) => {
  let server: Child;
  let client: Child;
  let port: number;

  beforeAll(async () => {
    server = startServer(serverOn);
    client = startClient(clientOn);
    ({ port } = await server.ask<Listening>('listen', {}));
  });
  afterAll(() => Promise.all([server.kill(), client.kill()]));

  test.skipIf(process.env.LEAK_LAB_HTTP2)('are what the preload says that they are', async () => {
    for (const [child, implementation] of [
      [client, clientOn],
      [server, serverOn],
    ] as const) {
      await expect
        .poll(() => child.output())
        .toMatch(
          implementation === 'own' ? "http2: Leak Lab's implementation for all modules" : "http2: Node's built-in",
        );
    }
  });

  test.each(Object.keys(expectedOfCalls) as CallName[])('%s', async (name) => {
    expect(await client.ask('run', name, port)).toEqual(expectedOfCalls[name]);
  });

  test.each([1, 2, 5, 100])('%i messages before a status that tells of a failure', async (count) => {
    const times = 20;
    const heard = await client.ask('beforeFailure', port, count, times);
    expect(heard).toEqual(Array.from({ length: times }, () => [count, status.INTERNAL]));
  });

  test('200 calls at once where the server allows 10 streams', async () => {
    const limited = startServer(serverOn);
    onTestFinished(() => limited.kill());
    const { port } = await limited.ask<Listening>('listen', { 'grpc.max_concurrent_streams': 10 });
    expect(await client.ask('run', '200 calls at once', port)).toBe(200);
    expect(await limited.ask('peak')).toBe(10);
  });

  test('keepalive PINGs are answered on both sides while a call waits', async () => {
    const keepalive = {
      'grpc.keepalive_time_ms': 20,
      'grpc.keepalive_timeout_ms': 10_000,
      'grpc.keepalive_permit_without_calls': 1,
    };
    const { port } = await server.ask<Listening>('listen', keepalive);
    const channel = await client.ask<number>('open', port, keepalive);
    const chat = await client.ask<number>('startChat', channel);
    expect(await client.ask('say', chat, 'before')).toBe('before');
    await expect.poll(() => client.ask('keepalivesSent'), { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
    expect(await client.ask('say', chat, 'after')).toBe('after');
    await client.ask('hangUp', chat);
    expect(await client.ask('endOf', chat)).toBe(status.OK);
    await client.ask('close', channel);
  });

  test('a server that shuts down lets calls in flight finish, and takes no more', async () => {
    const { server: number, port } = await server.ask<Listening>('listen', {});
    const channel = await client.ask<number>('open', port);
    const chat = await client.ask<number>('startChat', channel);
    await client.ask('say', chat, 'before');
    const down = server.ask('shutdown', number);
    expect(await client.ask('say', chat, 'during')).toBe('during');
    expect(await client.ask('failure', channel)).toMatchObject({ code: status.UNAVAILABLE });
    expect(await client.ask('say', chat, 'still')).toBe('still');
    await client.ask('hangUp', chat);
    expect(await client.ask('endOf', chat)).toBe(status.OK);
    await down;
  });

  test('a server that is shut down by force ends calls in flight', async () => {
    const { server: number, port } = await server.ask<Listening>('listen', {});
    const channel = await client.ask<number>('open', port);
    const chat = await client.ask<number>('startChat', channel);
    await client.ask('say', chat, 'before');
    await server.ask('forceShutdown', number);
    // grpc-js destroys the session with CANCEL (8); what the client makes of it is CANCELLED, or UNAVAILABLE where the connection was gone first.
    expect([status.CANCELLED, status.UNAVAILABLE]).toContain(await client.ask('endOf', chat));
  });

  test('a client reconnects when the server returns', async () => {
    const first = startServer(serverOn);
    const { port } = await first.ask<Listening>('listen', {});
    const channel = await client.ask<number>('open', port, {
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 200,
    });
    const chat = await client.ask<number>('startChat', channel);
    expect(await client.ask('say', chat, 'before')).toBe('before');
    await first.kill();
    expect(await client.ask('endOf', chat)).toBe(status.UNAVAILABLE);
    expect(await client.ask('failure', channel)).toMatchObject({ code: status.UNAVAILABLE });
    await using second = startServer(serverOn);
    await second.ask('listen', {}, port);
    expect(await client.ask('echoWhenReady', channel, 'back')).toBe('back');
    await client.ask('close', channel);
  });
});

describe('a gRPC client on own HTTP/2', () => {
  test('gives a peer up that leaves keepalive PINGs unanswered', async () => {
    await using server = await rawServer();
    await using client = startClient('own');
    const accepted = server.accept();
    const channel = await client.ask<number>('open', server.port, {
      'grpc.keepalive_time_ms': 20,
      'grpc.keepalive_timeout_ms': 50,
    });
    const call = client.ask('hang', channel);
    const peer = await accepted; // It acknowledges SETTINGS, and never a PING.
    expect(await call).toMatchObject({ code: status.UNAVAILABLE });
    await peer.closed;
  });
});
