import { describe, expect, it } from 'vitest';
import type { Shell, TerminalSize } from '../../sandbox/runtime.ts';
import { attach, type Screen } from './attach.ts';

/** A shell that does what the test says, in place of `jsh`. */
class FakeShell implements Shell {
  readonly #output = new TransformStream<string, string>(undefined, { highWaterMark: 8 });
  readonly #exit = Promise.withResolvers<number>();
  readonly #writer = this.#output.writable.getWriter();
  readonly output = this.#output.readable;
  readonly exited = this.#exit.promise;
  readonly sizes: TerminalSize[] = [];
  keys = '';

  write(text: string): void {
    this.keys += text;
  }
  resize(size: TerminalSize): void {
    this.sizes.push(size);
  }
  async say(text: string): Promise<void> {
    await this.#writer.write(text);
  }
  async end(code: number): Promise<void> {
    await this.#writer.close();
    this.#exit.resolve(code);
  }
  break(error: Error): void {
    void this.#writer.abort(error);
    this.#exit.resolve(1);
  }
}

class FakeScreen implements Screen {
  cols = 80;
  rows = 24;
  text = '';
  readonly #data = new Set<(keys: string) => void>();
  readonly #resize = new Set<(size: TerminalSize) => void>();

  write(text: string, done: () => void): void {
    this.text += text;
    done();
  }
  onData(listener: (keys: string) => void) {
    this.#data.add(listener);
    return { dispose: () => void this.#data.delete(listener) };
  }
  onResize(listener: (size: TerminalSize) => void) {
    this.#resize.add(listener);
    return { dispose: () => void this.#resize.delete(listener) };
  }
  type(keys: string): void {
    for (const listener of this.#data) listener(keys);
  }
  resize(cols: number, rows: number): void {
    for (const listener of this.#resize) listener({ cols, rows });
  }
  get listeners(): number {
    return this.#data.size + this.#resize.size;
  }
}

function start() {
  const [screen, shell, abort] = [new FakeScreen(), new FakeShell(), new AbortController()];
  return { screen, shell, abort, ended: attach(screen, shell, abort.signal) };
}

describe('attach', () => {
  it('carries keys and sizes one way and output the other, and ends with the shell', async () => {
    const { screen, shell, ended } = start();
    await shell.say('~ $ ');
    screen.type('ls\r');
    screen.resize(100, 30);
    await shell.say('client.ts\r\n');
    await shell.end(3);
    expect(await ended).toBe(3);
    expect([screen.text, shell.keys, shell.sizes]).toEqual(['~ $ client.ts\r\n', 'ls\r', [{ cols: 100, rows: 30 }]]);
    expect(screen.listeners).toBe(0);
  });

  it('lets go of both when the signal ends it, though the shell hangs', async () => {
    const { screen, shell, abort, ended } = start();
    await shell.say('working');
    abort.abort();
    expect(await ended).toBeNull();
    screen.type('late');
    expect([shell.keys, screen.listeners]).toEqual(['', 0]);
  });

  it('fails with the shell whose output breaks', async () => {
    const { shell, screen, ended } = start();
    shell.break(new Error('gone'));
    await expect(ended).rejects.toThrow('gone');
    expect(screen.listeners).toBe(0);
  });

  it('holds output back until the screen has drawn what came before', async () => {
    const [shell, waiting] = [new FakeShell(), [] as (() => void)[]];
    const screen = Object.assign(new FakeScreen(), {
      write: (_text: string, done: () => void) => void waiting.push(done),
    });
    const ended = attach(screen, shell, new AbortController().signal);
    void shell.say('one');
    void shell.say('two');
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]!();
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]!();
    await shell.end(0);
    expect(await ended).toBe(0);
  });
});
