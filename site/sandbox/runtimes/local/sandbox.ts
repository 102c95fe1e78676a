import type { GuestMessage } from '../../messages.ts';
import { Queue } from '../../queue.ts';
import { SandboxError } from '../../reason.ts';
import type { Fact, RunOptions, Sandbox } from '../../runtime.ts';
import type { Connection } from './connection.ts';
import type { Info } from './protocol.ts';

/** A server that has not ended a program so long after it was asked to, which takes it milliseconds, hangs. */
const stopLimitSeconds = 5;

export class LocalSandbox implements Sandbox {
  #connection: Connection;
  readonly #info: Info;

  constructor(connection: Connection, info: Info) {
    this.#connection = connection;
    this.#info = info;
  }

  about(): readonly Fact[] {
    return [
      { id: 'node', value: this.#info.node },
      { id: 'wall', value: this.#info.wall },
      { id: 'http2', value: 'builtin' },
      { id: 'heap', value: 'bytes' },
    ];
  }

  write(path: string, text: string): Promise<void> {
    return this.#connection.request({ type: 'write', path, text });
  }

  remove(path: string): Promise<void> {
    return this.#connection.request({ type: 'remove', path });
  }

  async *run(program: string, options: RunOptions, signal: AbortSignal): AsyncIterable<GuestMessage> {
    if (signal.aborted) return yield { type: 'exit', code: null };
    const messages = new Queue<GuestMessage>();
    const ended = Promise.withResolvers<void>();
    const kill = this.#connection.run(program, options, (message) => {
      messages.push(message);
      if (message.type !== 'exit') return;
      messages.end();
      ended.resolve();
    });
    const stop = () => {
      kill();
      const limit = setTimeout(() => this.#connection.close(), stopLimitSeconds * 1000);
      void ended.promise.then(() => clearTimeout(limit));
    };
    signal.addEventListener('abort', stop, { once: true });
    let last: GuestMessage | undefined;
    try {
      for await (last of messages) yield last;
    } finally {
      signal.removeEventListener('abort', stop);
      if (last?.type !== 'exit') stop();
      await ended.promise;
    }
  }

  async dispose(): Promise<void> {
    try {
      await this.#connection.request({ type: 'dispose' }, AbortSignal.timeout(stopLimitSeconds * 1000));
    } catch (error) {
      // A link that is lost took the sandbox with it, and a server that hangs drops it when the socket closes.
      if (!(error instanceof SandboxError) && !(error instanceof DOMException)) throw error;
    } finally {
      this.#connection.close();
    }
  }
}
