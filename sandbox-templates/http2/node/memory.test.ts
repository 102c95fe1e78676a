import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { connect, createServer, performServerHandshake } from '../index.ts';
import type { ServerHttp2Stream } from '../index.ts';
import {
  data,
  Flag,
  headers,
  preface,
  request,
  resetStream,
  settings,
  Setting,
  Type,
  windowUpdate,
} from '../tests/support/frames.ts';
import { rawClient } from '../tests/support/raw-peer.ts';
import { hearUncaught } from '../tests/support/uncaught.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

it('counts what small pieces take besides their octets', async () => {
  const server = createServer({ maxSessionMemory: 1, maxStreamWindow: 65_535 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const heard = once(server, 'stream') as Promise<[ServerHttp2Stream]>;
  const peer = await rawClient((server.address() as AddressInfo).port);
  peer.send(headers(1, request()), ...Array.from({ length: 40_000 }, () => data(1, 'x')));
  const [stream] = await heard;
  await peer.roundTrip();
  const widened = () =>
    peer.frames.filter(({ type, streamId }) => type === Type.WINDOW_UPDATE && streamId === 0).length;
  expect([stream.readableLength, widened()]).toEqual([40_000, 0]);
  stream.resume();
  await peer.takeType(Type.WINDOW_UPDATE, 0);
  await peer.destroy();
  server.close();
});

it('sends nothing of a stream that has been reset, whatever SETTINGS let go', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.on('stream', (stream) => {
    stream.respond();
    stream.end(Buffer.alloc(50_000));
  });
  const peer = await rawClient((server.address() as AddressInfo).port, {
    first: settings([[Setting.INITIAL_WINDOW_SIZE, 100]]),
  });
  peer.send(headers(1, request('/', 'GET'), Flag.END_STREAM));
  await peer.takeType(Type.DATA, 1);
  peer.send(resetStream(1), settings([[Setting.INITIAL_WINDOW_SIZE, 60_000]]));
  await peer.roundTrip();
  await peer.roundTrip();
  expect(peer.frames.filter(({ streamId }) => streamId === 1).map(({ type }) => type)).not.toContain(Type.DATA);
  await peer.destroy();
  server.close();
});

it('grants anew what a listener that throws has had', async () => {
  const thrown = vi.fn();
  const unhear = hearUncaught(thrown);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.on('stream', (stream) => {
    stream.on('data', () => {
      throw new Error('the listener throws');
    });
  });
  const peer = await rawClient((server.address() as AddressInfo).port);
  peer.send(headers(1, request()));
  for (let sent = 0; sent < 50_000; sent += 10_000) {
    peer.send(data(1, 'x'.repeat(10_000)));
    await peer.roundTrip();
  }
  unhear();
  await peer.destroy();
  server.close();
  expect(thrown).toHaveBeenCalledTimes(5);
  expect(peer.frames.some(({ type, streamId }) => type === Type.WINDOW_UPDATE && streamId === 1)).toBe(true);
});

it('keeps nothing of what a peer sends behind the end of its session, though it had stopped reading', async () => {
  const carrier = new Duplex({ writableHighWaterMark: 1, read: () => undefined, write: () => undefined });
  const session = performServerHandshake(carrier, { maxSendBuffer: 100 });
  session.on('stream', (stream) => stream.respond({ 'x-fill': 'x'.repeat(100) }, { endStream: true }));
  carrier.push(Buffer.concat([preface, settings(), headers(1, request('/', 'GET'), Flag.END_STREAM)]));
  await once(carrier, 'pause');
  session.destroy();
  const chunks = Array.from({ length: 3 }, () => {
    const chunk = Buffer.allocUnsafeSlow(10_000);
    carrier.push(chunk);
    return new WeakRef(chunk);
  });
  // Some objects go only when a turn after a collection has let go of them.
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  expect(chunks.map((chunk) => chunk.deref())).toEqual([undefined, undefined, undefined]);
  carrier.destroy();
});

it('gives a buffer back when the carrier has taken all of it, also where its rest was small and followed later', async () => {
  const writing: Array<() => void> = [];
  const carrier = new Duplex({
    writableHighWaterMark: 2 ** 20,
    read: () => undefined,
    write: (_chunk, _encoding, done) => void writing.push(done),
  });
  const client = connect('http://in.memory', { createConnection: () => carrier });
  carrier.push(Buffer.concat([settings([[Setting.INITIAL_WINDOW_SIZE, 40_000]]), settings([], Flag.ACK)]));
  await once(client, 'remoteSettings');
  const written = vi.fn();
  client.request({ ':method': 'POST' }).write(Buffer.alloc(44_000), written);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (let turns = 0; turns < 3; turns++) await turn();
  carrier.push(windowUpdate(1, 4_000));
  for (let turns = 0; turns < 3; turns++) await turn();
  expect(carrier.writableLength).toBeGreaterThan(44_000);
  expect(written).not.toHaveBeenCalled();
  while (carrier.writableLength > 0) {
    writing.shift()?.();
    await turn();
  }
  expect(written).toHaveBeenCalledOnce();
  client.destroy();
});
