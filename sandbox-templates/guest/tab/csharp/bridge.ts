import { Buffer } from 'node:buffer';
import { connect, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';

/** What the host has of a stream's answer told. */
export interface Answers {
  OnHead(stream: number, status: number, headers: string[]): void;
  OnData(stream: number, data: Uint8Array): void;
  OnEnd(stream: number, trailers: string[]): void;
  OnError(stream: number, message: string): void;
}

/** Carries the host's requests over HTTP/2: one session for each of its channels, one stream for each request. */
export class Bridge {
  readonly #sessions = new Map<number, ClientHttp2Session>();
  readonly #streams = new Map<number, ClientHttp2Stream>();
  readonly #answers: () => Answers;

  constructor(answers: () => Answers) {
    this.#answers = answers;
  }

  open(connection: number, id: number, authority: string, path: string, headers: readonly string[]): void {
    let stream: ClientHttp2Stream;
    try {
      const session = this.#session(connection, authority);
      stream = session.request({ ':method': 'POST', ':path': path, ...fromPairs(headers) });
    } catch (error) {
      // Once the host is back from asking, as any other end: HTTP/2 does not carry every header.
      return queueMicrotask(() => this.#answers().OnError(id, (error as Error).message));
    }
    this.#streams.set(id, stream);
    let trailers: string[] = [];
    stream.on('response', (head) => this.#answers().OnHead(id, Number(head[':status']), toPairs(head)));
    stream.on('data', (data: Uint8Array) => this.#answers().OnData(id, data));
    stream.on('trailers', (fields) => (trailers = toPairs(fields)));
    stream.on('error', (error: Error) => this.#fail(id, error.message));
    stream.on('end', () => {
      if (this.#streams.delete(id)) this.#answers().OnEnd(id, trailers);
    });
    stream.on('close', () => this.#fail(id, 'The stream was closed.'));
  }

  write(id: number, data: Uint8Array): void {
    this.#streams.get(id)?.write(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }

  endRequest(id: number): void {
    this.#streams.get(id)?.end();
  }

  cancel(id: number): void {
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    stream?.close(cancelled);
  }

  disconnect(connection: number): void {
    this.#sessions.get(connection)?.close();
    this.#sessions.delete(connection);
  }

  #session(connection: number, authority: string): ClientHttp2Session {
    let session = this.#sessions.get(connection);
    if (!session || session.closed || session.destroyed) {
      session = connect(`http://${authority}`);
      // Its streams tell of it.
      session.on('error', () => undefined);
      this.#sessions.set(connection, session);
    }
    return session;
  }

  #fail(id: number, message: string): void {
    if (this.#streams.delete(id)) this.#answers().OnError(id, message);
  }
}

/** RFC 9113, section 7: CANCEL. */
const cancelled = 8;

function fromPairs(pairs: readonly string[]): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [name, value] = [pairs[i]!, pairs[i + 1]!];
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}

const toPairs = (fields: IncomingHttpHeaders): string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(':') ? [] : [value ?? ''].flat().flatMap((one) => [name, String(one)]),
  );
