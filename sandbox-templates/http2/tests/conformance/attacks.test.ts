import { describe, expect, test } from 'vitest';
import {
  block,
  continuation,
  data,
  defaultMaxFrameSize,
  defaultWindow,
  Flag,
  frame,
  headers,
  integer,
  literal,
  maxWindow,
  ping,
  priority,
  request,
  resetStream,
  settings,
  Setting,
  Type,
  windowUpdate,
} from '../support/frames.ts';
import { rawClient, type Outcome, type RawOptions } from '../support/raw-peer.ts';
import { serverProcess, type ServerProcess } from '../support/server-process.ts';
import { answers } from '../support/servers.ts';

/** What one attacker may make the server keep; and what it may cost at its worst, garbage not yet collected included. */
const liveBudget = 16 * 2 ** 20;
const peakBudget = 96 * 2 ** 20;
const calm = ['connection error ENHANCE_YOUR_CALM'] as const;
/** Frames that cost as little to discard as to send: they may be borne. */
const calmOrBorne = [...calm, 'no error'] as const;
/** Requests whose answers would hold too much may be refused one by one. */
const calmOnStreams = [...calmOrBorne, 'stream error ENHANCE_YOUR_CALM'] as const;

const times = (count: number, make: (index: number) => Uint8Array): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, index) => make(index)));
const stream = (index: number): number => 2 * index + 1;
const open = headers(1, request('/respond-and-hold'));
const startOfBlock = frame(Type.HEADERS, Flag.END_STREAM, 1, block(request('/hold')));
/** One entry of nearly the whole dynamic table, then a reference to it in each octet: 16 kB on the wire become 64 MB of fields. */
const bomb = (streamId: number, references?: number): Buffer => {
  const start = Buffer.concat([block(request('/hold')), literal(['x-bomb', 'b'.repeat(4000)], true)]);
  return headers(
    streamId,
    Buffer.concat([start, Buffer.alloc(references ?? defaultMaxFrameSize - start.length, 0x80 | 62)]),
    Flag.END_STREAM,
  );
};
/** Fields of four octets each. */
const shortFields = (count: number): Buffer =>
  headers(
    1,
    Buffer.concat([block(request('/hold')), ...Array.from({ length: count }, () => literal(['x-a', 'b']))]),
    Flag.END_STREAM,
  );

/** One attacker's connection: all its bytes, and what may become of it. */
interface Attack {
  name: string;
  bytes: () => Buffer;
  outcome: readonly Outcome[];
  /** Whether the attacker reads what comes back; it does where not given. */
  reads?: boolean;
  first?: Buffer;
}

/** A header list beyond the limit may cost the stream alone. */
const tooManyFields = [...calm, 'stream error ENHANCE_YOUR_CALM'] as const;

const attacks: Attack[] = [
  {
    name: 'rapid reset (CVE-2023-44487)',
    bytes: () =>
      times(10_000, (index) => Buffer.concat([headers(stream(index), request('/hold')), resetStream(stream(index))])),
    outcome: calm,
  },
  {
    name: 'resets provoked by bad frames (CVE-2019-9514, CVE-2025-8671)',
    bytes: () =>
      times(10_000, (index) =>
        Buffer.concat([headers(stream(index), request('/hold')), windowUpdate(stream(index), 0)]),
      ),
    outcome: calm,
  },
  {
    name: 'resets provoked by malformed requests (CVE-2019-9514)',
    bytes: () => times(10_000, (index) => headers(stream(index), [['x-v', '1']])),
    outcome: calm,
  },
  {
    name: 'CONTINUATION flood (CVE-2024-27316)',
    bytes: () =>
      Buffer.concat([
        startOfBlock,
        times(2_000, (index) => continuation(1, literal([`x-${index}`, 'v'.repeat(1000)]), 0)),
      ]),
    outcome: calm,
  },
  {
    name: 'CONTINUATION flood with nothing in it (CVE-2024-27316, CVE-2019-9518)',
    bytes: () => Buffer.concat([startOfBlock, times(100_000, () => continuation(1, Buffer.alloc(0), 0))]),
    outcome: calm,
  },
  {
    name: 'CONTINUATION flood of one octet each',
    bytes: () => Buffer.concat([startOfBlock, times(100_000, () => continuation(1, Buffer.of(0x80 | 16), 0))]),
    outcome: calm,
  },
  {
    name: 'SETTINGS flood (CVE-2019-9515)',
    bytes: () => times(100_000, () => settings()),
    outcome: calm,
    reads: false,
  },
  {
    name: 'SETTINGS flood of many parameters (CVE-2019-9515)',
    bytes: () => times(100, () => settings(Array.from({ length: 2_000 }, () => [Setting.INITIAL_WINDOW_SIZE, 1000]))),
    outcome: calmOrBorne,
  },
  { name: 'PING flood (CVE-2019-9512)', bytes: () => times(100_000, () => ping()), outcome: calm, reads: false },
  {
    name: 'empty DATA flood (CVE-2019-9518)',
    bytes: () => Buffer.concat([open, times(100_000, () => data(1))]),
    outcome: calm,
  },
  {
    name: 'empty padded DATA flood (CVE-2019-9518)',
    bytes: () => Buffer.concat([open, times(30_000, () => data(1, Buffer.of(0), Flag.PADDED))]),
    outcome: calm,
  },
  {
    name: 'PRIORITY flood (CVE-2019-9513)',
    bytes: () => times(100_000, (index) => priority(stream(index))),
    outcome: calmOrBorne,
  },
  { name: 'WINDOW_UPDATE flood', bytes: () => times(100_000, () => windowUpdate(0, 1)), outcome: calmOrBorne },
  { name: 'flood of unknown frames', bytes: () => times(100_000, () => frame(0xfe, 0, 0)), outcome: calmOrBorne },
  { name: 'HPACK bomb', bytes: () => bomb(1), outcome: tooManyFields },
  {
    name: 'a hundred HPACK bombs',
    bytes: () =>
      Buffer.concat([
        bomb(1),
        times(99, (index) => headers(stream(index + 1), Buffer.alloc(defaultMaxFrameSize, 0x80 | 62))),
      ]),
    outcome: tooManyFields,
  },
  { name: 'few long fields from few octets', bytes: () => bomb(1, 100), outcome: tooManyFields },
  { name: 'many short fields', bytes: () => shortFields(1000), outcome: tooManyFields },
  {
    name: 'a table resized without end',
    bytes: () =>
      times(100, (index) =>
        headers(
          stream(index),
          Buffer.concat([...Array.from({ length: 4_000 }, () => integer(0, 5, 0x20)), block(request('/hold'))]),
        ),
      ),
    outcome: [...calmOrBorne, 'connection error COMPRESSION_ERROR'],
  },
  {
    name: 'zero windows held open',
    first: settings([[Setting.INITIAL_WINDOW_SIZE, 0]]),
    bytes: () => times(100, (index) => headers(stream(index), request('/big'), Flag.END_STREAM)),
    outcome: calmOnStreams,
  },
  {
    name: 'windows of one octet at a time (CVE-2019-9511)',
    first: settings([[Setting.INITIAL_WINDOW_SIZE, 0]]),
    bytes: () => Buffer.concat([headers(1, request('/big'), Flag.END_STREAM), times(20_000, () => windowUpdate(1, 1))]),
    outcome: calmOrBorne,
  },
  {
    name: 'windows wide open and nothing read (CVE-2019-9517)',
    reads: false,
    first: settings([[Setting.INITIAL_WINDOW_SIZE, maxWindow]]),
    bytes: () =>
      Buffer.concat([
        windowUpdate(0, maxWindow - defaultWindow),
        times(100, (index) => headers(stream(index), request('/big'), Flag.END_STREAM)),
      ]),
    outcome: calmOnStreams,
  },
  {
    name: 'small requests of large headers, and nothing read',
    reads: false,
    bytes: () => times(5_000, (index) => headers(stream(index), request('/wide'), Flag.END_STREAM)),
    outcome: calmOnStreams,
  },
];

/** Plays one attack, asks for an answer as another client in the middle of it, and tells what became of the attacker. */
async function play({ bytes, reads = true, first }: Attack, { port, liveMemory }: ServerProcess): Promise<Outcome> {
  const options: RawOptions = first ? { first } : {};
  const before = await liveMemory();
  const attacker = await rawClient(port, options);
  try {
    if (!reads) attacker.socket.pause();
    const flood = bytes();
    // In one write: its end comes when all is delivered, or with the connection.
    await Promise.race([new Promise((resolve) => attacker.socket.write(flood, resolve)), attacker.closed]);
    expect(await answers(port), 'others are served during the attack').toBe('ok');
    expect((await liveMemory()) - before, 'memory that the attack holds').toBeLessThan(liveBudget);
    attacker.socket.resume();
    return await attacker.outcome();
  } finally {
    await attacker.destroy();
  }
}

describe('known attacks', () => {
  test.each(attacks.map((attack) => [attack.name, attack] as const))('%s', async (_name, attack) => {
    await using server = await serverProcess();
    expect(await answers(server.port)).toBe('ok');
    const before = await server.peakMemory();

    let outcome = await play(attack, server);
    // Whoever writes into a connection that the other side has closed may have it reset before the GOAWAY is read: that is seen by trying again.
    for (let again = 0; outcome === 'closed without GOAWAY' && again < 5; again++) outcome = await play(attack, server);
    expect(attack.outcome).toContain(outcome);
    expect((await server.peakMemory()) - before, 'memory that the attack cost').toBeLessThan(peakBudget);
    expect(await answers(server.port), 'others are served after the attack').toBe('ok');
    await expect.poll(() => server.held()).toEqual({ sessions: 0, streams: 0 });
  });
});
