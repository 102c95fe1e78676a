import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from 'msgpackr';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLot } from '../../../sandbox/protocol/octets.ts';
import { openTap } from '../../../server/programs/tap.ts';
import { CallCounter } from './calls.ts';
import { messagesOfStream, summary } from './describe.ts';
import { toHar } from './har.ts';
import { toPcap } from './pcap.ts';
import { flagNames, frameType, Type } from './protocol.ts';
import { type Frame, Recording } from './recording.ts';

const message = (value: unknown): Buffer => {
  const body = pack(value);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(body.length, 1);
  return Buffer.concat([prefix, body]);
};

/** So many sums over Node's HTTP/2 and a tap; the recording, and the octets that each side's socket counted. */
async function record(calls: number): Promise<{ recording: Recording; sent: number; received: number }> {
  const recording = new Recording();
  const server = http2.createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/grpc', trailer: 'grpc-status' });
      response.write(message(42));
      response.addTrailers({ 'grpc-status': '0' });
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const tap = await openTap((server.address() as AddressInfo).port, (told) => {
    if (told.type === 'octets') for (const octets of readLot(told.lot)) recording.add(octets);
  });
  const socket = net.connect(tap.port, '127.0.0.1');
  const client = http2.connect(`http://127.0.0.1:${tap.port}`, { createConnection: () => socket });
  for (let call = 0; call < calls; call++) {
    const stream = client.request({ ':method': 'POST', ':path': '/IMyFirstService/SumAsync', te: 'trailers' });
    stream.end(message([call, 2]));
    stream.resume();
    await once(stream, 'close');
  }
  const closed = once(socket, 'close');
  client.close();
  await closed;
  const [sent, received] = [socket.bytesWritten, socket.bytesRead];
  tap.close();
  server.close();
  return { recording, sent, received };
}

const octetsOf = (frames: readonly Frame[], sent: boolean): number =>
  frames.filter((frame) => frame.sent === sent).reduce((sum, { start, end }) => sum + end - start, 0);

test('every octet of the connection is in one of its frames', async () => {
  const { recording, sent, received } = await record(50);
  expect(recording.isLost).toBe(false);
  expect(octetsOf(recording.frames, true)).toBe(sent);
  expect(octetsOf(recording.frames, false)).toBe(received);
  expect(recording.octets).toBe(sent + received);
  const times = recording.frames.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('frames tell their messages, fields and what a call costs', async () => {
  const { recording } = await record(3);
  const { frames } = recording;
  const request = frames.filter(({ sent, type }) => sent && type === Type.HEADERS);
  expect(request.map((frame) => summary(recording, frame))).toEqual(Array(3).fill('/IMyFirstService/SumAsync'));
  const te = (call: number) => request[call]!.fields!.find(({ name }) => name === 'te')!;
  expect([te(0).carried, te(1).carried]).toEqual(['literal', 'dynamic']);
  const body = frames.find(({ sent, type, stream }) => sent && type === Type.DATA && stream === request[1]!.stream)!;
  expect(messagesOfStream(recording, body)).toEqual([{ compressed: false, length: 3, value: '[1,2]' }]);
  expect(
    frames.filter(({ sent, type }) => !sent && type === Type.HEADERS).map((frame) => summary(recording, frame)),
  ).toEqual(Array(3).fill([':status 200', 'grpc-status 0']).flat());
  const counter = new CallCounter();
  for (const frame of frames) counter.add(frame);
  const costs = counter.costs()!;
  expect(costs.calls).toBe(3);
  expect(costs.later!).toBeLessThan(costs.first / 1.5);
  const { log } = JSON.parse(toHar(recording));
  expect(log.entries).toHaveLength(3);
  expect(log.entries[2]).toMatchObject({
    request: { postData: { text: '["[2,2]"]' } },
    response: { status: 200, content: { text: '["42"]' } },
  });
});

test('an archive has a frame’s settings as often as they stand in it', () => {
  const recording = new Recording();
  const settings = [0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 2];
  recording.add({ connection: 1, sent: false, at: 5, bytes: Uint8Array.of(0, 0, 12, 4, 0, 0, 0, 0, 0, ...settings) });
  expect(JSON.parse(toHar(recording)).log._connectionFrames).toMatchObject([
    {
      connection: 1,
      settings: [
        { name: 'MAX_CONCURRENT_STREAMS', value: 1 },
        { name: 'MAX_CONCURRENT_STREAMS', value: 2 },
      ],
    },
  ]);
});

test('an archive and a capture file have the date of what they hold', async () => {
  const recording = new Recording();
  const at = Date.UTC(2026, 10, 29, 19, 20, 21) + 22.5;
  recording.add({ connection: 1, sent: false, at, bytes: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 1) });
  expect(JSON.parse(toHar(recording)).log.entries[0].startedDateTime).toBe('2026-11-29T19:20:21.022Z');
  const packet = new DataView(await toPcap(recording).arrayBuffer(), 24);
  expect([packet.getUint32(0), packet.getUint32(4)]).toEqual([Date.UTC(2026, 10, 29, 19, 20, 21) / 1000, 22_500]);
  expect(recording.began).toBe(at);
});

test('a capture file has an end of its own for each connection, however many there were', async () => {
  const recording = new Recording();
  for (let connection = 1; connection <= 40_000; connection++)
    recording.add({ connection, sent: true, at: connection, bytes: Uint8Array.of(0) });
  const file = new DataView(await toPcap(recording).arrayBuffer());
  const ends = new Set<string>();
  for (let at = 24; at < file.byteLength; at += 16 + file.getUint32(at + 8)) {
    const [from, port] = [file.getUint32(at + 28), file.getUint16(at + 36)];
    if (port !== 5000) ends.add(`${from.toString(16)}:${port}`);
  }
  expect(ends.size).toBe(40_000);
  expect(ends).toContain('7f000003:55233');
});

test('a capture file has more packets of one connection than a function takes arguments', () => {
  const recording = new Recording();
  for (let at = 0; at < 130_000; at++) recording.add({ connection: 1, sent: true, at, bytes: Uint8Array.of(0) });
  expect(toPcap(recording).size).toBeGreaterThan(130_000 * 57);
});

test('octets may be cut anywhere', async () => {
  const { recording } = await record(3);
  const again = new Recording();
  for (const sent of [true, false]) {
    const log = recording.log(1, sent);
    for (let at = 0; at < log.length; at++)
      again.add({ connection: 1, sent, at, bytes: log.slice(at, at + 1).slice() });
  }
  const shape = ({ type, flags, stream, start, end, fields }: Frame) => ({ type, flags, stream, start, end, fields });
  for (const sent of [true, false])
    expect(again.frames.filter((frame) => frame.sent === sent).map(shape)).toEqual(
      recording.frames.filter((frame) => frame.sent === sent).map(shape),
    );
});

describe('what is no HTTP/2', () => {
  test.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: example\r\n\r\n')],
    [
      'a header block that is none',
      Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.from([0, 0, 1, 1, 4, 0, 0, 0, 1, 0xff])]),
    ],
  ])('%s: the recording says that it is lost, and goes on counting', (_, octets) => {
    const recording = new Recording();
    recording.add({ connection: 1, sent: true, at: 0, bytes: Uint8Array.from(octets) });
    recording.add({ connection: 1, sent: true, at: 1, bytes: Uint8Array.of(1, 2, 3) });
    expect(recording.isLost).toBe(true);
    expect(recording.octets).toBe(octets.length + 3);
  });
});

const tshark = (() => {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // said by the test's name
  }
})();

test.skipIf(!tshark)('tshark reads the capture file as the same frames (needs tshark)', async () => {
  const { recording } = await record(1000);
  const folder = mkdtempSync(join(tmpdir(), 'frames-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'calls.pcap');
  writeFileSync(file, Buffer.from(await toPcap(recording).arrayBuffer()));
  const text = execFileSync(
    'tshark',
    ['-r', file, '-d', 'tcp.port==5000,http2', '-Y', 'http2', '-T', 'fields'].concat([
      '-e',
      'tcp.dstport',
      '-e',
      'http2.type',
      '-e',
      'http2.streamid',
      '-e',
      'http2.length',
    ]),
    { encoding: 'utf8', maxBuffer: 64 * 2 ** 20, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const theirs = { sent: [] as string[], received: [] as string[] };
  for (const line of text.trim().split('\n')) {
    const [port, types, streams, lengths] = line.split('\t').map((part) => part.split(','));
    // The preface has no type of its own.
    for (const [index, type] of types!.filter(Boolean).entries()) {
      const at = index + streams!.length - types!.filter(Boolean).length;
      theirs[port![0] === '5000' ? 'sent' : 'received'].push(
        `${frameType(Number(type))} ${streams![at]} ${lengths![index]}`,
      );
    }
  }
  const ours = (sent: boolean) =>
    recording.frames
      .filter((frame) => frame.sent === sent && frame.type !== Type.PREFACE)
      .map(({ type, stream, start, end }) => `${frameType(type)} ${stream} ${end - start - 9}`);
  expect(theirs.sent).toEqual(ours(true));
  expect(theirs.received).toEqual(ours(false));
});

test('flags are named by the type that has them', () => {
  expect(flagNames(Type.SETTINGS, 1)).toEqual(['ACK']);
  expect(flagNames(Type.DATA, 1)).toEqual(['END_STREAM']);
  expect(flagNames(Type.HEADERS, 0x25)).toEqual(['END_STREAM', 'END_HEADERS', 'PRIORITY']);
});
