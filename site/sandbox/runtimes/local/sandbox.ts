import type { GuestMessage } from '../../protocol/messages.ts';
import { Queue } from '../../flow/queue.ts';
import { unlessAborted } from '../../flow/unless-aborted.ts';
import { SandboxError, toReason, type Reason } from '../../errors/reason.ts';
import type { Fact, FileTree, RunOptions, Sandbox } from '../../runtime.ts';
import { importProgram } from '../csharp-program.ts';
import type { Connection } from './connection.ts';
import type { DotnetProgram, Info } from './protocol.ts';
import { isCsharp } from '../../files/file-path.ts';

/** A server that has not ended a program so long after it was asked to, which takes it milliseconds, hangs. */
const stopLimitSeconds = 5;

export class LocalSandbox implements Sandbox {
  #connection: Connection;
  readonly #info: Info;
  readonly #files: Record<string, string>;

  /** `files` are those that the server has been given. */
  constructor(connection: Connection, info: Info, files: FileTree) {
    this.#connection = connection;
    this.#info = info;
    this.#files = { ...files };
    // While the learner still reads; what fails shows at Run.
    if (__CSHARP__ && Object.keys(files).some(isCsharp)) void this.#compile();
  }

  about(): readonly Fact[] {
    const { node, wall, dotnet } = this.#info;
    const runs: Fact =
      'version' in dotnet && Object.keys(this.#files).some(isCsharp)
        ? { id: 'dotnet', value: dotnet.version }
        : { id: 'http2', value: 'builtin' };
    return [{ id: 'node', value: node }, runs, { id: 'wall', value: wall }, { id: 'heap', value: 'bytes' }];
  }

  write(path: string, text: string): Promise<void> {
    this.#files[path] = text;
    return this.#connection.request({ type: 'write', path, text });
  }

  remove(path: string): Promise<void> {
    delete this.#files[path];
    return this.#connection.request({ type: 'remove', path });
  }

  async *run(program: string, options: RunOptions, signal: AbortSignal): AsyncIterable<GuestMessage> {
    if (signal.aborted) return yield { type: 'exit', code: null };
    let dotnet: DotnetProgram | undefined;
    if (__CSHARP__ && isCsharp(program)) {
      // The compiler may be long on its way, or gone.
      const outcome = await unlessAborted(this.#compile(), signal).catch(() => null);
      if (!outcome) return yield { type: 'exit', code: null };
      if (outcome.output) yield { type: 'log', stream: 'stderr', text: outcome.output, dropped: 0 };
      if (outcome.program === null) return yield { type: 'exit', code: 1, reason: outcome.reason };
      dotnet = outcome.program;
      if (signal.aborted) return yield { type: 'exit', code: null };
    }
    const messages = new Queue<GuestMessage>();
    const ended = Promise.withResolvers<void>();
    const kill = this.#connection.run(program, { ...options, dotnet }, (message) => {
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

  /** In the page, as for the tab: what the compiler says there, it says here. */
  async #compile(): Promise<
    { program: DotnetProgram; output: string } | { program: null; output: string; reason: Reason }
  > {
    try {
      const { compileProgram } = await importProgram();
      const outcome = await compileProgram(this.#files);
      if (outcome.program === null) return outcome;
      const { assembly, lines } = outcome.program;
      return { program: { assembly, lines }, output: outcome.output };
    } catch (error) {
      return { program: null, output: '', reason: toReason(error) };
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
