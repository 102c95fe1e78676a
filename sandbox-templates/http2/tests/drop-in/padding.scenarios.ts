import type { AddressInfo } from 'node:net';
import { Flag, headers, request, Type, type Frame } from '../support/frames.ts';
import { rawClient, rawServer, type RawPeer } from '../support/raw-peer.ts';
import type { Scenario, Stage } from './scenario.ts';

const strategies = { none: 0, aligned: 1, 'as much as may be': 2 };

/** What the padding of a frame is, whatever its header block was compressed to. */
const paddingOf = ({ type, flags, payload }: Frame) => ({
  type,
  padded: (flags & Flag.PADDED) > 0,
  aligned: (9 + payload.length) % 8 === 0,
  padding: (flags & Flag.PADDED) > 0 && type === Type.DATA ? payload[0] : null,
  length: type === Type.DATA ? payload.length : null,
  zeros: (flags & Flag.PADDED) === 0 || payload.subarray(payload.length - payload[0]!).every((octet) => octet === 0),
});

async function noteFrames(stage: Stage, peer: RawPeer, strategy: number): Promise<void> {
  for (let ended = false; !ended; ) {
    const frame = await peer.take(({ type }) => type === Type.HEADERS || type === Type.DATA);
    // Whether a header block needs any, or has come out even, is up to its length.
    const { padded, aligned, ...rest } = paddingOf(frame);
    const { length, padding } = rest;
    // Where the end of a body is told in a frame of its own is nobody's business.
    if (length === null || length > (padding === null ? 0 : padding! + 1))
      stage.note(
        'frames',
        frame.type === Type.HEADERS
          ? { ...rest, ...(strategy === 1 ? { aligned } : { padded }) }
          : { ...rest, padded, aligned },
      );
    ended = (frame.flags & Flag.END_STREAM) > 0;
  }
}

const response =
  (strategy: number, parts: readonly number[]): Scenario =>
  async (stage) => {
    const { server } = await stage.server(
      (stream) => {
        stream.respond({ 'x-a': 'b'.repeat(strategy * 3) });
        const [last = 0, ...before] = parts.toReversed();
        for (const length of before.toReversed()) stream.write('x'.repeat(length));
        stream.end('y'.repeat(last));
      },
      { paddingStrategy: strategy },
    );
    const peer = await rawClient((server.address() as AddressInfo).port);
    await peer.roundTrip();
    peer.send(headers(1, request('/', 'GET'), Flag.END_STREAM));
    await noteFrames(stage, peer, strategy);
    peer.socket.destroy();
  };

const asked =
  (strategy: number): Scenario =>
  async (stage) => {
    await using server = await rawServer();
    const accepted = server.accept();
    const client = stage.client(`http://127.0.0.1:${server.port}`, { paddingStrategy: strategy });
    client.on('error', () => undefined);
    const peer = await accepted;
    const stream = client.request({ ':method': 'POST' });
    stream.on('error', () => undefined);
    stream.end('a body');
    await noteFrames(stage, peer, strategy);
  };

/** `paddingStrategy`, as it is seen on the wire. */
export const paddingScenarios: Record<string, Scenario> = Object.fromEntries(
  Object.entries(strategies).flatMap(([name, strategy]) => [
    [`a request, padded: ${name}`, asked(strategy)],
    [`a response, padded: ${name}`, response(strategy, [21])],
    [`a response of one full frame and a bit, padded: ${name}`, response(strategy, [16_390])],
    [`a response that fills the window, padded: ${name}`, response(strategy, [65_535])],
  ]),
);
