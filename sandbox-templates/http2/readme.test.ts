import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectSocket, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { connect, createServer, performServerHandshake, type ClientHttp2Session, type Carrier } from './index.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const AsyncFunction = (async () => undefined).constructor as new (
  ...code: string[]
) => (...values: unknown[]) => Promise<unknown>;

interface Example {
  client: ClientHttp2Session;
  over?: (port: MessagePort) => Carrier;
}

/** Runs the README's example behind the words `after`, with what it takes for granted. */
async function run(after: string, given: Record<string, unknown> = {}): Promise<Example> {
  const code = /```js\n(.*?)```/s.exec(readme.slice(readme.indexOf(after)))![1]!;
  const all = { connect, performServerHandshake, ...given };
  const result = "return { client, over: typeof over === 'undefined' ? undefined : over };";
  const example = (await new AsyncFunction(...Object.keys(all), code + result)(...Object.values(all))) as Example;
  onTestFinished(() => example.client.destroy());
  return example;
}

/** What the server says, and that the connection ends when it is closed. */
async function ask(client: ClientHttp2Session): Promise<string> {
  const said = await text(client.request());
  const over = once(client, 'close');
  client.close();
  await over;
  return said;
}

test('the example in memory', async () => {
  const { client } = await run('In memory, for a test');
  expect(await ask(client)).toBe('hello');
});

test('the example over a MessagePort', async () => {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const { client, over } = await run('by a `MessagePort`', { port: port1 });
  performServerHandshake(over!(port2)).on('stream', (stream) => {
    stream.respond();
    stream.end('hello from the worker');
  });
  expect(await text(client.request())).toBe('hello from the worker');
});

/** The README's example over a WebSocket, to a server of ours behind a tunnel. */
async function tunnelled() {
  const server = createServer();
  server.on('stream', (stream) => {
    stream.on('error', () => undefined); // One test's client goes in the middle of it.
    stream.respond();
    stream.end('x'.repeat(300_000));
  });
  server.listen(0, '127.0.0.1');
  const tunnels = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await Promise.all([once(server, 'listening'), once(tunnels, 'listening')]);
  onTestFinished(() => {
    server.close();
    tunnels.close();
  });
  tunnels.on('connection', (socket) => {
    const octets = createWebSocketStream(socket);
    const onward = connectSocket((server.address() as AddressInfo).port, '127.0.0.1');
    // Whichever end goes first, the other goes with it.
    octets.on('error', () => onward.destroy()).on('close', () => onward.destroy());
    onward.on('error', () => octets.destroy());
    octets.pipe(onward).pipe(octets);
  });
  const asked: string[] = [];
  class Tunnel extends WebSocket {
    constructor(url: string) {
      super(`ws://127.0.0.1:${(tunnels.address() as AddressInfo).port}`);
      asked.push(url);
    }
  }
  const session = once(server, 'session');
  const { client } = await run('By a `WebSocket`', { WebSocket: Tunnel });
  expect(asked).toEqual(['wss://example.com/tunnel']);
  return { client, session };
}

test('the example over a WebSocket, to a server that passes the octets on', async () => {
  const { client } = await tunnelled();
  expect((await ask(client)).length).toBe(300_000);
});

test('a client that is destroyed lets go of its WebSocket', async () => {
  const { client, session } = await tunnelled();
  const stream = client.request();
  await once(stream, 'response');
  const [served] = await session;
  const over = once(served, 'close');
  client.destroy();
  await over;
});
