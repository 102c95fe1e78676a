import type { WebContainerProcess } from '@webcontainer/api';
import type { Command } from '../../protocol/commands.ts';
import { decodeMessage, type GuestMessage } from '../../protocol/messages.ts';

/** Where one program's messages go. */
export interface Listener {
  message(message: GuestMessage): void;
  /** The program's line is gone, and with it most likely the program. */
  end(): void;
}

/** The page's end of the relay (`sandbox-templates/guest/webcontainer/relay.ts`): reads its lines, and hands each program's messages on. */
export class Relay {
  /** Resolves to the port on which programs find it. */
  readonly port: Promise<number>;
  readonly process: WebContainerProcess;
  readonly #input: WritableStreamDefaultWriter<string>;
  #listeners = new Map<string, Listener>();
  #onSign: () => void = () => undefined;

  constructor(process: WebContainerProcess) {
    this.process = process;
    this.#input = process.input.getWriter();
    const port = Promise.withResolvers<number>();
    this.port = port.promise;
    void readLines(process.output, (line) => {
      this.#onSign();
      const [word, first, rest] = split(line);
      if (word === 'port') port.resolve(Number(first));
      else if (word === 'end') this.#listeners.get(first)?.end();
      else if (word === 'run') this.#pass(first, rest);
    }).catch(() => undefined); // Whoever waits for a sign of life notices.
  }

  /** Calls back at each sign of life: one a second at least. */
  onSign(callback: () => void): void {
    this.#onSign = callback;
  }

  listen(run: string, listener: Listener): void {
    this.#listeners.set(run, listener);
  }

  /** Passes a command on to a program. */
  send(run: string, { type }: Command): void {
    // A relay that has ended takes nothing, and whoever waits for its signs of life notices.
    this.#input.write(`${run} ${type}\n`).catch(() => undefined);
  }

  leave(run: string): void {
    this.#listeners.delete(run);
  }

  #pass(run: string, json: string): void {
    const listener = this.#listeners.get(run);
    if (!listener) return;
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      // A program may write to its line what it likes.
      return;
    }
    const message = decodeMessage(value);
    if (message) listener.message(message);
  }
}

/** The first two words of a line, and what is left. */
function split(line: string): [string, string, string] {
  const [word = '', first = ''] = line.split(' ', 2);
  return [word, first, line.slice(word.length + first.length + 2)];
}

/** Lines without their ends; a terminal puts a carriage return before each. */
export async function readLines(output: ReadableStream<string>, take: (line: string) => void): Promise<void> {
  let rest = '';
  await output.pipeTo(
    new WritableStream({
      write(text) {
        const lines = (rest + text).split('\n');
        rest = lines.pop()!;
        for (const line of lines) take(line.replace(/\r$/, ''));
      },
    }),
  );
}
