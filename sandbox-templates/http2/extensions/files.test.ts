import fs from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { connect, createServer } from '../index.ts';
import type { ServerHttp2Stream } from '../index.ts';
import { hearUncaught } from '../tests/support/uncaught.ts';

const file = fileURLToPath(import.meta.url);

/** Plays one exchange. */
async function exchange(answer: (stream: ServerHttp2Stream) => void): Promise<void> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => undefined);
    answer(stream);
  });
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = client.request().resume();
  stream.on('error', () => undefined);
  await once(stream, 'close');
  client.destroy();
  server.close();
}

afterEach(() => void vi.restoreAllMocks());

it('tells a program that ends the response itself when it is over', async () => {
  const over = vi.fn();
  await exchange((stream) => {
    stream.respondWithFile(file);
    // Once the response has begun, its end is the file's.
    const wait = () => (stream.headersSent ? stream.end(over) : setImmediate(wait));
    wait();
  });
  await vi.waitFor(() => expect(over).toHaveBeenCalledOnce());
});

it('closes a file whose check throws', async () => {
  const close = vi.spyOn(fs, 'close');
  let unhear = () => {};
  await exchange((stream) => {
    unhear = hearUncaught(() => stream.close());
    stream.respondWithFile(file, {}, { statCheck: () => fail() });
  });
  unhear();
  expect(close).toHaveBeenCalledOnce();
});

function fail(): never {
  throw new Error('the check throws');
}
