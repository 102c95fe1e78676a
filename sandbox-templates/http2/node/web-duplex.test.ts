import { once } from 'node:events';
import { createServer, connect as connectSocket, type AddressInfo } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { connect, createServer as createHttp2Server, performServerHandshake } from '../index.ts';
import type { ServerHttp2Stream } from '../index.ts';
import type { Carrier } from './web-duplex.ts';

/** Two ends of each kind of carrier. */
const carriers: Record<string, () => [Carrier, Carrier] | Promise<[Carrier, Carrier]>> = {
  'a pair of web streams': () => {
    const there = new TransformStream<Uint8Array, Uint8Array>();
    const back = new TransformStream<Uint8Array, Uint8Array>();
    return [
      { readable: back.readable, writable: there.writable },
      { readable: there.readable, writable: back.writable },
    ];
  },
  'any Duplex': () => {
    const there = new PassThrough();
    const back = new PassThrough();
    return [Duplex.from({ readable: back, writable: there }), Duplex.from({ readable: there, writable: back })];
  },
  'a MessagePort': () => {
    const { port1, port2 } = new MessageChannel();
    return [overPort(port1), overPort(port2)];
  },
  'a socket': async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connectSocket((server.address() as AddressInfo).port, '127.0.0.1');
    const [[accepted]] = (await Promise.all([once(server, 'connection'), once(socket, 'connect')])) as [
      [Duplex],
      unknown,
    ];
    server.close();
    return [socket, accepted];
  },
};

/** Chunks are copied into messages; null ends a direction, and the port closes when both have ended. */
function overPort(port: MessagePort): Carrier {
  let directions = 2;
  const ended = () => {
    if (--directions === 0) port.close();
  };
  const readable = new ReadableStream<Uint8Array>({
    start: (controller) => {
      port.onmessage = ({ data }: MessageEvent<Uint8Array | null>) => {
        if (data !== null) controller.enqueue(data);
        else {
          controller.close();
          ended();
        }
      };
    },
  });
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => port.postMessage(chunk),
    close: () => {
      port.postMessage(null);
      ended();
    },
  });
  return { readable, writable };
}

test.each(Object.entries(carriers))('calls, large bodies and the end go over %s', async (_name, make) => {
  const [near, far] = await make();
  const server = performServerHandshake(far);
  server.on('stream', (stream, headers) => {
    stream.respond({ ':status': 200, 'x-path': headers[':path'] }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-done': 'yes' }));
    stream.pipe(stream);
  });
  const client = connect('http://in.memory', { createConnection: () => near });
  const body = Buffer.alloc(300_000, 'a body of more than a window; ');
  const echo = async (path: string) => {
    const stream = client.request({ ':method': 'POST', ':path': path });
    const trailers = once(stream, 'trailers');
    const response = once(stream, 'response');
    stream.end(body);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(body)).toBe(true);
    return [(await response)[0]['x-path'], (await trailers)[0]['x-done']];
  };
  expect(await Promise.all([echo('/one'), echo('/two')])).toEqual([
    ['/one', 'yes'],
    ['/two', 'yes'],
  ]);
  const over = Promise.all([once(client, 'close'), once(server, 'close')]);
  client.close();
  await over;
});

test.each(['a pair of web streams', 'a MessagePort'])(
  'a buffer may be used anew once written, over %s',
  async (name) => {
    const [near, far] = await carriers[name]!();
    const server = performServerHandshake(far);
    const client = connect('http://in.memory', { createConnection: () => near });
    const stream = client.request({ ':method': 'POST' });
    const [received] = (await once(server, 'stream')) as [ServerHttp2Stream];
    const buffer = Buffer.alloc(20_000);
    for (const letter of 'abc') {
      buffer.fill(letter);
      await new Promise((resolve) => stream.write(buffer, resolve));
    }
    stream.end();
    let text = '';
    for await (const chunk of received) text += String(chunk);
    expect([...text.matchAll(/(.)\1*/g)].map(([run, letter]) => [letter, run.length])).toEqual([
      ['a', 20_000],
      ['b', 20_000],
      ['c', 20_000],
    ]);
    received.respond({}, { endStream: true });
    const over = Promise.all([once(client, 'close'), once(server, 'close')]);
    stream.resume();
    client.close();
    await over;
  },
);

test('a server takes connections from elsewhere', async () => {
  const [near, far] = (await carriers['any Duplex']!()) as [Duplex, Duplex];
  const server = createHttp2Server();
  server.on('stream', (stream) => {
    stream.respond();
    stream.end('hello');
  });
  server.emit('connection', far);
  const client = connect('http://in.memory', { createConnection: () => near });
  const stream = client.request();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(text).toBe('hello');
  const over = once(client, 'close');
  client.close();
  await over;
});

test('a carrier that fails takes its session along', async () => {
  const there = new TransformStream<Uint8Array, Uint8Array>();
  let fail!: (error: Error) => void;
  const readable = new ReadableStream<Uint8Array>({
    start: (controller) => void (fail = (error) => controller.error(error)),
  });
  const client = connect('http://in.memory', { createConnection: () => ({ readable, writable: there.writable }) });
  void there.readable.pipeTo(new WritableStream()).catch(() => undefined);
  const stream = client.request();
  const failed = Promise.all([once(client, 'error'), once(stream, 'error')]);
  await once(client, 'connect');
  fail(new Error('the wire is cut'));
  expect((await failed).map(([error]) => (error as Error).message)).toEqual(['the wire is cut', 'the wire is cut']);
});

test('a chunk that is no octets ends the session, and not the program', async () => {
  const readable = new ReadableStream({ start: (controller) => controller.enqueue('text') });
  const writable = new WritableStream<Uint8Array>();
  const client = connect('http://in.memory', { createConnection: () => ({ readable, writable }) });
  const [error] = (await once(client, 'error')) as [Error];
  expect(error.message).toBe('a chunk of the web stream is no Uint8Array');
});

test('a session closes though a write to its carrier never ends', async () => {
  const readable = new ReadableStream<Uint8Array>();
  const writable = new WritableStream<Uint8Array>({ write: () => new Promise(() => undefined) });
  const createConnection = () => ({ readable, writable });
  const client = connect('http://in.memory', { lingerTimeout: 20, createConnection });
  await once(client, 'connect');
  client.destroy();
  await once(client, 'close');
});
