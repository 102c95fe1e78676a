import { Buffer } from 'node:buffer';
import type { Duplex } from 'node:stream';
import { ConnectionError } from '../base/connection-error.ts';
import { FrameReader } from '../frames/frame-reader.ts';
import { CONNECTION_PREFACE, ErrorCode } from '../base/protocol.ts';
import type { Connection } from './connection.ts';
import { later } from './later.ts';
import { Receiver } from './receiver.ts';

type OctetsObserver = (octets: Uint8Array) => void;

/** A connection's hold on its socket: bytes in become frames, frames of one turn of the event loop leave in one write. */
export class Transport {
  readonly #connection: Connection;
  readonly #reader: FrameReader;
  #socket: Duplex | null = null;
  #reading = false;
  /** Chunks to be read; the one that is being read stays until it has been. */
  readonly #backlog: Buffer[] = [];
  #paused = false;
  #sent: OctetsObserver | null = null;
  #received: OctetsObserver | null = null;
  /** The peer broke the protocol, or said that we did: what else it sends is not read. */
  #failed = false;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#reader = new FrameReader(new Receiver(connection, () => this.#reader.stop()), connection.isServer);
    connection.flush = () => this.flush();
  }

  get queuedLength(): number {
    return this.#connection.writer.length + (this.#socket?.writableLength ?? 0);
  }

  /** Has every octet from the first on be told to observers, one for each direction. */
  observe(sent: OctetsObserver, received: OctetsObserver): void {
    this.#sent = sent;
    this.#received = received;
  }

  /** Begins to talk over a connected socket. */
  attach(socket: Duplex): void {
    this.#socket = socket;
    const { isServer, writer } = this.#connection;
    if (!isServer) writer.bytes(Buffer.from(CONNECTION_PREFACE, 'latin1'));
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('drain', () => this.#drained());
    socket.on('end', () => {
      // A socket that would stay half open: without what the peer would say, nothing can go on.
      if (!socket.writableEnded) socket.end();
    });
  }

  /** Reads no more, not even what has come already. */
  deafen(): void {
    this.#failed = true;
    this.#reader.stop();
  }

  /** Sends what is left and lets go of the socket: nothing is sent or read from here on. */
  detach(): void {
    this.flush();
    this.#socket = null;
    this.#reader.stop();
    // What waits to be read, and what is still to come, is nobody's any more.
    this.#goOn();
    this.#connection.cancel();
  }

  /** The socket has closed: reads what came before, then calls back. */
  finish(callback: () => void): void {
    this.#goOn();
    later(callback);
  }

  flush(): void {
    const socket = this.#socket;
    const { writer, sender, limits } = this.#connection;
    if (writer.length === 0 || socket === null || socket.destroyed || socket.writableEnded) return;
    this.#connection.movements++;
    const segments = writer.take();
    const callbacks = sender.takeCallbacks();
    const last = segments.length - 1;
    if (this.#sent !== null) for (const segment of segments) this.#sent(segment);
    if (last > 0) socket.cork();
    for (let i = 0; i < last; i++) socket.write(segments[i]);
    const ready =
      callbacks === null
        ? socket.write(segments[last])
        : socket.write(segments[last], () => {
            for (const callback of callbacks) callback();
          });
    if (last > 0) socket.uncork();
    sender.socketReady = ready;
    if (ready) sender.proceed();
    else if (socket.writableLength > limits.maxSendBuffer) this.#pause(socket);
  }

  #read(chunk: Buffer): void {
    if (this.#received !== null) this.#received(chunk);
    // A listener that runs meanwhile may make the socket emit the next chunk: it waits its turn.
    this.#backlog.push(chunk);
    if (!this.#reading && this.#backlog.length === 1) this.#readBacklog();
  }

  /** Reads what there is, whatever waits to be sent. */
  #goOn(): void {
    this.#paused = false;
    if (!this.#reading) this.#readBacklog();
  }

  #readBacklog(): void {
    while (this.#backlog.length > 0 && !this.#paused) this.#readChunk(this.#backlog[0]!);
  }

  /** Reads the chunk at the head of the backlog, or as much of it as there is room to answer. */
  #readChunk(chunk: Buffer): void {
    const { owner } = this.#connection;
    let rest: Buffer | null = null;
    let threw = true;
    this.#reading = true;
    try {
      if (!owner.destroyed && !this.#failed && !this.#reader.read(chunk)) rest = this.#reader.takeRest();
      threw = false;
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      threw = false;
      this.#fail(error);
    } finally {
      this.#reading = false;
      if (threw) {
        // A listener of the program threw. That is the program's affair; the frames after it are still to be read.
        rest = this.#reader.takeRest();
        process.nextTick(() => this.#readBacklog());
      }
      if (rest === null) this.#backlog.shift();
      else this.#backlog[0] = rest;
    }
    if (rest !== null) this.flush();
  }

  #drained(): void {
    const socket = this.#socket;
    if (socket === null) return;
    const { sender } = this.#connection;
    sender.socketReady = true;
    if (this.#paused) {
      socket.resume();
      this.#goOn();
    }
    sender.proceed();
  }

  /** The peer provokes more than it reads. */
  #pause(socket: Duplex): void {
    const { isServer, openLocally } = this.#connection;
    // Of two peers that both stopped reading neither would go on, so only servers do.
    if (isServer) {
      this.#paused = true;
      socket.pause();
    } else if (openLocally === 0) {
      this.#fail(new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, 'the server sends but does not read'));
    }
  }

  #fail(fault: ConnectionError): void {
    if (this.#failed) return;
    this.#failed = true;
    // Streams first hand over what came before the fault.
    later(() => this.#connection.owner._failed(fault));
  }
}
