import { once } from 'node:events';
import type { Http2Server, ServerHttp2Stream, ServerOptions } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { builtin, type Http2 } from './implementations.ts';

export const bigBody = Buffer.alloc(2 ** 20, 'leak');

/** What a request's path asks of the server. */
const behaviours: Record<string, (stream: ServerHttp2Stream) => void> = {
  '/': (stream) => {
    stream.resume();
    stream.on('end', () => {
      if (stream.destroyed) return; // Reset in the meantime.
      stream.respond({ ':status': 200 });
      stream.end('ok');
    });
  },
  '/echo': (stream) => {
    stream.respond();
    stream.pipe(stream);
  },
  '/hold': () => undefined,
  '/respond-and-hold': (stream) => stream.respond(),
  // Octets of its own each time, and headers that no table knows yet: what is kept for a peer costs memory.
  '/big': (stream) => {
    stream.respond();
    stream.end(Buffer.from(bigBody));
  },
  '/wide': (stream) => {
    stream.respond({ 'x-wide': String(stream.id).padStart(8000, 'wide') }, { endStream: true });
  },
  '/reset': (stream) => stream.close(8),
};

export interface TestServer extends AsyncDisposable {
  server: Http2Server;
  port: number;
}

/** A server on loopback whose answers follow the request's path; anything unknown is answered like `/`. */
export async function testServer(http2: Http2, options: ServerOptions = {}): Promise<TestServer> {
  const server = http2.createServer(options);
  server.on('stream', (stream, headers) => {
    // The tests provoke these; what they look like is the drop-in suite's question.
    stream.on('error', () => undefined);
    if (stream.destroyed) return; // A reset may have come in the same chunk.
    (behaviours[String(headers[':path'])] ?? behaviours['/']!)(stream);
  });
  server.on('sessionError', () => undefined);
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

/** Asks the server a plain question with Node's own client, as any other user of it would. Rejects when it is not answered. */
export async function answers(port: number): Promise<string> {
  const client = builtin.connect(`http://127.0.0.1:${port}`);
  client.on('error', () => undefined); // The stream fails with it.
  try {
    const stream = client.request({ ':path': '/' });
    return await text(stream);
  } finally {
    client.destroy();
  }
}
