import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedOfCalls, type CallName } from '../../sandbox-templates/http2/tests/grpc/calls.ts';
import { startChild, type Child } from '../../sandbox-templates/http2/tests/support/child.ts';
import { through } from '../../sandbox-templates/http2/tests/support/preload.ts';
import { dotnet, DotnetServer, program } from './sdk.ts';

const dll = program('InteropPlain', join(import.meta.dirname, 'interop'));
const names = Object.keys(expectedOfCalls) as CallName[];
const ours = (name: 'server' | 'client'): Child =>
  startChild(new URL(`../../sandbox-templates/http2/tests/grpc/${name}-program.ts`, import.meta.url), through('own'));

/** .NET's HTTP/2, and grpc-dotnet on it, on either side of ours: the calls that gRPC's C core makes and answers, too. */
export function http2Peers(): void {
  describe("SocketsHttpHandler against our HTTP/2's server", () => {
    let server: Child;
    const listen = async () => {
      const { server: number, port } = await server.ask<{ server: number; port: number }>('listen', {});
      return { number, address: `http://127.0.0.1:${port}` };
    };
    let results: Record<string, unknown>;
    beforeAll(async () => {
      server = ours('server');
      results = JSON.parse(await dotnet(dll, 'test', (await listen()).address)) as Record<string, unknown>;
    }, 60_000);
    afterAll(() => server.kill());

    test.each(names)('%s', (name) => {
      expect(results[name]).toEqual(expectedOfCalls[name]);
    });

    test('20 streams in flight outlive a GOAWAY, and no call is made after it', async () => {
      const { number, address } = await listen();
      const client = spawn('dotnet', [dll, 'test', address, 'shutdown'], { stdio: ['pipe', 'pipe', 'inherit'] });
      const lines = createInterface(client.stdout);
      expect(await once(lines, 'line')).toEqual(['open']);
      const down = server.ask('shutdown', number);
      await server.ask('peak'); // Questions are taken in order: the GOAWAY is on its way.
      client.stdin.end('\n');
      expect(JSON.parse(((await once(lines, 'line')) as [string])[0])).toEqual({
        finished: 20,
        late: status.UNAVAILABLE,
      });
      await down;
    }, 60_000);

    test('keep-alive PINGs are answered while a call waits', async () => {
      expect(Number(await dotnet(dll, 'test', (await listen()).address, 'keepalive'))).toBe(status.DEADLINE_EXCEEDED);
    }, 60_000);
  });

  describe("our HTTP/2's client against Kestrel", () => {
    let server: DotnetServer;
    let client: Child;
    const port = () => Number(new URL(server.address).port);
    beforeAll(async () => {
      server = await DotnetServer.start(dll, 'test', 'serve');
      client = ours('client');
    }, 60_000);
    afterAll(async () => {
      await client.kill();
      await server[Symbol.asyncDispose]();
    });

    test.each(names)('%s', async (name) => {
      expect(await client.ask('run', name, port())).toEqual(expectedOfCalls[name]);
    });

    test('keep-alive PINGs are answered while a call waits', async () => {
      const channel = await client.ask<number>('open', port(), { 'grpc.keepalive_time_ms': 20 });
      const chat = await client.ask<number>('startChat', channel);
      expect(await client.ask('say', chat, 'before')).toBe('before');
      await expect.poll(() => client.ask('keepalivesSent'), { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
      expect(await client.ask('say', chat, 'after')).toBe('after');
      await client.ask('hangUp', chat);
      expect(await client.ask('endOf', chat)).toBe(status.OK);
      await client.ask('close', channel);
    });

    test('20 streams in flight outlive a GOAWAY, and no call is made after it', async () => {
      const leaving = await DotnetServer.start(dll, 'test', 'serve');
      const channel = await client.ask<number>('open', Number(new URL(leaving.address).port));
      const chats: number[] = [];
      for (let count = 0; count < 20; count++) {
        chats.push(await client.ask<number>('startChat', channel));
        expect(await client.ask('say', chats.at(-1), 'before')).toBe('before');
      }
      const gone = leaving[Symbol.asyncDispose]();
      await expect
        .poll(() => client.ask('echo', channel, 'late').catch(String), { timeout: 10_000 })
        .toContain('UNAVAILABLE');
      for (const chat of chats) {
        expect(await client.ask('say', chat, 'during')).toBe('during');
        await client.ask('hangUp', chat);
        expect(await client.ask('endOf', chat)).toBe(status.OK);
      }
      await gone;
    }, 60_000);
  });
}
