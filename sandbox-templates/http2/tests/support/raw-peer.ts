import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { errorNames, Flag, FrameReader, ping, preface, settings, Type, type ErrorName, type Frame } from './frames.ts';

/** What an endpoint made of the bytes that it was sent. */
export type Outcome =
  | `${'connection' | 'stream'} error ${ErrorName}`
  | `connection error ${ErrorName}, but still open`
  | 'no error'
  | 'closed without GOAWAY';

const errorAt = (frame: Frame, offset: number): ErrorName =>
  errorNames[frame.payload.readUInt32BE(offset)] ?? 'INTERNAL_ERROR';

interface Waiter {
  matches: (frame: Frame) => boolean;
  resolve: (frame: Frame) => void;
  reject: (reason: Error) => void;
}

/** One end of an HTTP/2 connection that sends whatever bytes a test wants, and keeps the frames that come back until they are taken. */
export class RawPeer {
  readonly socket: Socket;
  /** Received, in order, and not taken yet. */
  readonly frames: Frame[] = [];
  /** Settles once the transport is gone, whoever ended it. */
  readonly closed: Promise<void>;
  #waiters: Waiter[] = [];
  #isClosed = false;
  #reader = new FrameReader();
  #prefaceLeft: number;
  #sentinels = 0;

  constructor(
    socket: Socket,
    { expectPreface, acknowledge = true }: { expectPreface: boolean; acknowledge?: boolean },
  ) {
    this.socket = socket;
    this.#prefaceLeft = expectPreface ? preface.length : 0;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk, acknowledge));
    // A reset is one of the ways in which the endpoint under test may end a connection; 'close' follows it.
    socket.on('error', () => this.#close());
    this.closed = new Promise((resolve) =>
      socket.once('close', () => {
        this.#close();
        resolve();
      }),
    );
  }

  send(...frames: Uint8Array[]): boolean {
    return this.socket.writable && this.socket.write(Buffer.concat(frames));
  }

  /** The next frame that fits, now or later. Rejects when the connection closes first. */
  take(matches: (frame: Frame) => boolean): Promise<Frame> {
    const index = this.frames.findIndex(matches);
    if (index >= 0) return Promise.resolve(this.frames.splice(index, 1)[0]!);
    if (this.#isClosed) return Promise.reject(new Error('the connection is closed and holds no such frame'));
    return new Promise((resolve, reject) => this.#waiters.push({ matches, resolve, reject }));
  }

  takeType(type: number, streamId?: number): Promise<Frame> {
    return this.take((frame) => frame.type === type && (streamId === undefined || frame.streamId === streamId));
  }

  /** Resolves when everything sent so far has been processed, and what it caused has arrived. */
  async roundTrip(): Promise<void> {
    const opaque = Buffer.alloc(8);
    opaque.writeUInt32BE(++this.#sentinels, 4);
    this.send(ping(opaque));
    await this.take(
      (frame) => frame.type === Type.PING && (frame.flags & Flag.ACK) > 0 && frame.payload.equals(opaque),
    );
  }

  /** Judges what was sent so far. Two round trips: the answer to a PING may overtake other frames of its flush (RFC 9113 section 6.7). */
  async outcome(): Promise<Outcome> {
    const survived = await this.roundTrip()
      .then(() => this.roundTrip())
      .then(
        () => true,
        () => false,
      );
    const goaway = this.frames.find((frame) => frame.type === Type.GOAWAY && frame.payload.readUInt32BE(4) > 0);
    const reset = this.frames.find((frame) => frame.type === Type.RST_STREAM);
    if (goaway) return `connection error ${errorAt(goaway, 4)}${survived ? ', but still open' : ''}`;
    if (!survived) return 'closed without GOAWAY';
    return reset ? `stream error ${errorAt(reset, 0)}` : 'no error';
  }

  async destroy(): Promise<void> {
    this.socket.destroy();
    await this.closed;
  }

  #receive(chunk: Buffer, acknowledge: boolean): void {
    const skipped = Math.min(this.#prefaceLeft, chunk.length);
    this.#prefaceLeft -= skipped;
    for (const frame of this.#reader.push(chunk.subarray(skipped))) {
      if (acknowledge && frame.type === Type.SETTINGS && (frame.flags & Flag.ACK) === 0)
        this.send(settings([], Flag.ACK));
      const waiter = this.#waiters.findIndex(({ matches }) => matches(frame));
      if (waiter >= 0) this.#waiters.splice(waiter, 1)[0]!.resolve(frame);
      else this.frames.push(frame);
    }
  }

  #close(): void {
    this.#isClosed = true;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { reject } of waiters) reject(new Error('the connection closed before such a frame came'));
  }
}

export interface RawOptions {
  /** The frames behind the preface; an empty SETTINGS frame where not given. */
  first?: Uint8Array;
  /** Whether to acknowledge SETTINGS; true where not given. */
  acknowledge?: boolean;
  /** Whether a client starts with its preface; true where not given. */
  prefaced?: boolean;
}

/** Connects to a server as a raw client that has sent its preface. */
export async function rawClient(
  port: number,
  { first = settings(), acknowledge, prefaced = true }: RawOptions = {},
): Promise<RawPeer> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const peer = new RawPeer(socket, { expectPreface: false, ...(acknowledge === undefined ? {} : { acknowledge }) });
  await once(socket, 'connect');
  if (prefaced) peer.send(preface, first);
  return peer;
}

export interface RawServer extends AsyncDisposable {
  port: number;
  /** The next connection, with our SETTINGS sent on it. */
  accept(options?: RawOptions): Promise<RawPeer>;
}

export async function rawServer(): Promise<RawServer> {
  const server: Server = createServer({ noDelay: true });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async accept({ first = settings(), acknowledge } = {}) {
      const [socket] = (await once(server, 'connection')) as [Socket];
      const peer = new RawPeer(socket, { expectPreface: true, ...(acknowledge === undefined ? {} : { acknowledge }) });
      peer.send(first);
      return peer;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
