import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';

/** Two web streams of octets: what comes from the other end, and what goes there. A TransformStream's sides, a WebTransport's or a WebSocketStream's, or two of one's own. */
export interface WebStreams {
  readable: ReadableStream<Uint8Array>;
  writable: WritableStream<Uint8Array>;
}

/** What an HTTP/2 connection can run over: a socket, any other Duplex of Node's, or a pair of web streams. */
export type Carrier = Duplex | WebStreams;

type Callback = (error?: Error | null) => void;

const isWeb = (carrier: Carrier): carrier is WebStreams =>
  typeof (carrier as Partial<WebStreams>).readable === 'object' &&
  typeof (carrier as WebStreams).readable?.getReader === 'function';

/** The Duplex of a carrier: itself, or one over its web streams. */
export function duplexOf(carrier: Carrier): Duplex {
  return isWeb(carrier) ? new WebDuplex(carrier) : carrier;
}

/** A Duplex over a pair of web streams, with their back-pressure both ways. */
class WebDuplex extends Duplex {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;

  constructor({ readable, writable }: WebStreams) {
    super();
    this.#reader = readable.getReader();
    this.#writer = writable.getWriter();
    // The other end may let go while nothing is being written.
    this.#writer.closed.catch((error: unknown) => this.destroy(asError(error)));
  }

  override _read(): void {
    this.#reader.read().then(
      ({ done, value }) => {
        if (done) this.push(null);
        // What is no octets is the other end's fault, and must not end the program.
        else if (!ArrayBuffer.isView(value)) this.destroy(new TypeError('a chunk of the web stream is no Uint8Array'));
        // Empty chunks say nothing, and an empty push would end no read.
        else if (value.byteLength === 0) this._read();
        else this.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      },
      (error: unknown) => this.destroy(asError(error)),
    );
  }

  override _write(chunk: Buffer, _encoding: string, callback: Callback): void {
    // Of its own: who wrote it may use the buffer anew, while the other end may have it by reference, or transfer it.
    settle(
      this.#writer.ready.then(() => this.#writer.write(new Uint8Array(chunk))),
      callback,
    );
  }

  override _final(callback: Callback): void {
    settle(this.#writer.close(), callback);
  }

  override _destroy(error: Error | null, callback: Callback): void {
    // Both may have ended, or failed, by themselves: that is no news any more. And a write that never ends would keep both from it.
    void Promise.allSettled([this.#reader.cancel(error), this.#writer.abort(error)]);
    callback(error);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('the web stream ended', { cause: error });
}

function settle(done: Promise<void>, callback: Callback): void {
  done.then(
    () => callback(),
    (error: unknown) => callback(asError(error)),
  );
}
