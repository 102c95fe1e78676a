import type { ClientHttp2Session, Http2Server, Http2Session, ServerHttp2Stream } from 'node:http2';
import { setImmediate as turn } from 'node:timers/promises';
import type { Http2 } from '../support/implementations.ts';
import { headers, preface, request, settings } from '../support/frames.ts';
import { mutant, opens, type Role } from './mutants.ts';
import { Random, seedOf } from './random.ts';
import { Wire } from './wire.ts';

export interface Tally {
  connections: number;
  frames: number;
  survived: number;
}

/** Turns of the event loop in which an endpoint must have reacted: each of its steps takes one or two. */
const patience = 200;
const framesPerConnection = 100;
const body = Buffer.alloc(100_000, 'body');

/** Answers by the path, so that mutants meet streams in every state. */
function answer(stream: ServerHttp2Stream, path: string): void {
  stream.on('error', () => undefined); // What the mutants are for.
  if (path === '/hold' || stream.destroyed) return; // A reset may have come in the same chunk.
  if (path === '/reset') {
    stream.close(8);
    return;
  }
  if (path === '/trailers')
    stream.on('wantTrailers', () => {
      if (!stream.destroyed) stream.sendTrailers({ 'x-end': '1' });
    });
  stream.respond({}, { waitForTrailers: path === '/trailers' });
  if (path === '/respond-and-hold') return;
  if (path === '/big') stream.end(body);
  else if (path === '/echo') stream.pipe(stream);
  else {
    stream.resume();
    stream.end('ok');
  }
}

/** Feeds mutated frames to sessions of `http2`, one connection after another. */
export class Fuzzer {
  readonly tally: Tally = { connections: 0, frames: 0, survived: 0 };
  readonly #http2: Http2;
  readonly #seed: number;
  readonly #server: Http2Server;
  #served: Http2Session | undefined;

  constructor(http2: Http2, seed: number) {
    this.#http2 = http2;
    this.#seed = seed;
    this.#server = http2.createServer();
    this.#server.on('stream', (stream, received) => answer(stream, String(received[':path'])));
    this.#server.on('session', (session) => {
      this.#served = session;
      session.on('error', () => undefined);
    });
    this.#server.on('sessionError', () => undefined);
  }

  /** One connection, the same for the same seed and index. Rejects where the endpoint does not react. */
  async connection(index: number): Promise<void> {
    const random = new Random(seedOf(this.#seed, index));
    const role: Role = random.once(3) ? 'client' : 'server';
    const wire = new Wire({ expectPreface: role === 'client' });
    wire.on('error', () => undefined);
    const session = role === 'server' ? this.#serve(wire) : this.#request(wire);
    let lastStreamId = 1;
    wire.feed(role === 'server' ? Buffer.concat([preface, settings(), headers(1, request('/echo'))]) : settings());
    await turn();
    if (role === 'client') wire.feed(headers(1, [[':status', '200']]));

    this.tally.connections++;
    for (let sent = 0; sent < framesPerConnection && !session.destroyed && !wire.destroyed; sent++) {
      const bytes = mutant(role, lastStreamId, random);
      if (role === 'server' && opens(bytes, lastStreamId)) lastStreamId += 2;
      // Cut at any place now and then: frames need not come whole.
      const cut = random.once(4) ? random.below(bytes.length) : bytes.length;
      wire.feed(bytes.subarray(0, cut));
      if (cut < bytes.length) wire.feed(bytes.subarray(cut));
      this.tally.frames++;
      if (random.once(4)) await turn();
    }
    await turn();
    if (!session.destroyed) this.tally.survived++;
    await this.#end(session, wire, index);
  }

  #serve(wire: Wire): Http2Session {
    this.#server.emit('connection', wire);
    return this.#served!;
  }

  #request(wire: Wire): ClientHttp2Session {
    const session = this.#http2.connect('http://fuzz.local', { createConnection: () => wire });
    session.on('error', () => undefined);
    session.on('stream', (pushed) => pushed.on('error', () => undefined));
    for (const path of ['/', '/two', '/three'])
      session
        .request({ ':path': path, ':method': 'POST' })
        .on('error', () => undefined)
        .resume()
        .write('asked');
    return session;
  }

  /** The transport goes: whatever state the session is in, it must notice and let go of everything. */
  async #end(session: Http2Session, wire: Wire, index: number): Promise<void> {
    const closed = new Promise<true>((resolve) => {
      if (session.destroyed) resolve(true);
      else session.once('close', () => resolve(true));
    });
    let gone = false;
    void closed.then(() => {
      gone = true;
    });
    wire.destroy();
    for (let turns = 0; turns < patience && !gone; turns++) await turn();
    if (!gone) throw new Error(`connection ${index}: the session outlives its transport`);
  }
}
