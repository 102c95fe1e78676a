import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { keyVariable } from '../../sandbox-templates/guest/channel.ts';

/** A program started as from a shell: `node <args>` in a directory. */
export class Program {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<number | null>;

  constructor(directory: string, args: readonly string[], env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, args, {
      cwd: directory,
      env: { ...process.env, ...env, [keyVariable]: 'key' },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe', 'pipe'],
    });
    // What a probe reports is taken, or its cost would not be all of it.
    (this.child.stdio[3] as Readable).resume();
    this.#lines = createInterface(this.child.stdout!)[Symbol.asyncIterator]();
    this.#ended = once(this.child, 'exit').then(([code]) => code as number | null);
  }

  /** The next line that matches. @throws when the program ends without one. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`The program ended before it wrote ${pattern}.`);
      const match = pattern.exec(value);
      if (match) return match;
    }
  }

  async end(): Promise<number | null> {
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }
}

/** Starts the server of a laid-out template and resolves with its port. */
export async function startServer(
  directory: string,
  args: readonly string[] = [],
): Promise<{ server: Program; port: string }> {
  const server = new Program(directory, [...args, 'server.ts'], { PORT: '0' });
  const [, port] = await server.line(/port (\d+)/);
  return { server, port: port! };
}
