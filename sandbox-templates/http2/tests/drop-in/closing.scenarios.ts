import { once } from 'node:events';
import type { ClientHttp2Stream, ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { data, Flag, headers, request, Type, type Frame } from '../support/frames.ts';
import { rawClient, rawServer, type RawPeer } from '../support/raw-peer.ts';
import { closed, type Scenario, type Stage } from './scenario.ts';

const post = { ':method': 'POST' };

/** What a peer is told of the body and of its end. */
async function noteWire(stage: Stage, peer: RawPeer): Promise<void> {
  await peer.roundTrip();
  const told = ({ type }: Frame) => type === Type.DATA || type === Type.RST_STREAM;
  for (const { type, flags, payload } of peer.frames.splice(0).filter(told))
    stage.note('wire', type, flags, payload.length > 9 ? payload.length : payload.toString('hex'));
}

/** A response that ends by `close()`, as its client sees it on the wire and, where it is one of ours, in its events. */
const answered = (answer: (stream: ServerHttp2Stream) => void, flags: number): Scenario => {
  return async (stage) => {
    const { server, client } = await stage.pair((stream) => answer(stage.watchStream('server', stream)));
    const peer = await rawClient((server.address() as AddressInfo).port);
    peer.send(headers(1, request('/', flags === Flag.END_STREAM ? 'GET' : 'POST'), flags));
    const [stream] = (await once(server, 'stream')) as [ServerHttp2Stream];
    if (!stream.destroyed) await closed(stream);
    await noteWire(stage, peer);
    await peer.destroy();
    const asked = stage.watchStream('client', client.request(), ['data']);
    let octets = 0;
    asked.on('data', (chunk: Buffer) => (octets += chunk.length));
    await closed(asked);
    stage.note('client', octets);
  };
};

const beyondWindows = 'after more than the windows take';
const answers: Record<string, (stream: ServerHttp2Stream) => void> = {
  'after its headers': (stream) => {
    stream.respond();
    stream.close();
  },
  'after two writes': (stream) => {
    stream.respond();
    stream.write('one');
    stream.write('two');
    stream.close();
  },
  [beyondWindows]: (stream) => {
    stream.respond();
    stream.write(Buffer.alloc(100_000));
    stream.close();
  },
  'after its end': (stream) => {
    stream.respond();
    stream.end('whole');
    stream.close();
  },
  'turns after a write': (stream) => {
    stream.respond();
    stream.write('one', () => setImmediate(() => stream.close()));
  },
  'while trailers are awaited': (stream) => {
    stream.respond({}, { waitForTrailers: true });
    stream.write('one');
    stream.close();
  },
};

/** A request that its client closes. */
const asked =
  (close: (stream: ClientHttp2Stream) => void): Scenario =>
  async (stage) => {
    await using server = await rawServer();
    const accepted = server.accept();
    const client = stage.client(`http://127.0.0.1:${server.port}`);
    const peer = await accepted;
    const stream = stage.watchStream('client', client.request(post));
    await peer.takeType(Type.HEADERS);
    close(stream);
    await closed(stream);
    await noteWire(stage, peer);
  };

/** Streams that their own side closes or destroys: what still goes out, and what is still heard. */
export const closingScenarios: Record<string, Scenario> = {
  ...Object.fromEntries(
    Object.entries(answers).flatMap(([when, answer]) => [
      [`a response closed ${when}`, answered(answer, Flag.END_STREAM)],
      // Node's own never closes such a stream of whose body something waits for the window.
      ...(when === beyondWindows
        ? []
        : [[`a response to an open request, closed ${when}`, answered(answer, Flag.NONE)] as const]),
    ]),
  ),
  'a request closed before its body': asked((stream) => stream.close()),
  'a request closed turns after a write': asked((stream) =>
    stream.write('part', () => setImmediate(() => stream.close())),
  ),
  'a stream destroyed at a chunk': async (stage) => {
    const { server } = await stage.pair((stream) => {
      stage.watch('server', stream, ['data', 'aborted', 'error', 'close']);
      stream.on('data', () => stream.destroy());
    });
    const peer = await rawClient((server.address() as AddressInfo).port);
    peer.send(headers(1, request()), data(1, 'one'), data(1, 'two'));
    const [stream] = (await once(server, 'stream')) as [ServerHttp2Stream];
    if (!stream.destroyed) await closed(stream);
    await peer.destroy();
  },
};
