import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { decodeMessage, type GuestMessage } from '../../sandbox/protocol/messages.ts';

/** A longer line is none of the probe's: its longest, of a server whose clients invent names, has some 10,000 characters. */
const longestLine = 64 * 1024; // characters
/** What is read within one turn. The probe needs a hundredth; a program that floods the pipe waits, as it does with its output. */
const budget = { bytes: 256 * 1024, every: 250 /* ms */ };

/**
 * The server's end of the pipes to one program (`sandbox-templates/guest/channel.ts`). All that the program can do with them is to write
 * octets, of which only lines with the run's key are taken, and of those only what is a message: there are no commands, and no handles.
 */
export class ProgramChannel {
  /** What the probe shows with every line. */
  readonly key = randomBytes(16).toString('base64url');
  #requests: Duplex | null = null;

  /** Takes the pipes of the started program: `reports` to read, `requests` to write. */
  open(reports: Duplex, requests: Duplex, onMessage: (message: GuestMessage) => void): void {
    this.#requests = requests;
    // A program that ends, or closes its end, leaves a pipe that breaks; its exit is told elsewhere.
    requests.on('error', () => requests.destroy());
    reports.on('error', () => reports.destroy());
    const lines = new Lines((line) => this.#receive(line, onMessage));
    let left = budget.bytes;
    reports.on('data', (chunk: Buffer) => {
      lines.push(chunk);
      left -= chunk.length;
      if (left > 0) return;
      reports.pause();
      setTimeout(() => {
        left = budget.bytes;
        reports.resume();
      }, budget.every);
    });
  }

  /** Asks something of the probe; lost where the program has hung up, or reads so little that a request still waits. */
  send(request: object): void {
    if (!this.#requests?.writable || this.#requests.writableNeedDrain) return;
    this.#requests.write(`${JSON.stringify(request)}\n`);
  }

  #receive(line: string, onMessage: (message: GuestMessage) => void): void {
    if (!line.startsWith(`${this.key} `)) return;
    const message = decodeMessage(parse(line.slice(this.key.length + 1)));
    if (message) onMessage(message);
  }
}

/** Splits octets into lines, of which it keeps no more than the longest that is one. */
class Lines {
  #decoder = new StringDecoder('utf8');
  #rest = '';
  #skipping = false;
  #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let text = this.#decoder.write(chunk);
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
      const line = this.#rest + text.slice(0, end);
      if (!this.#skipping && line.length <= longestLine) this.#onLine(line);
      this.#rest = '';
      this.#skipping = false;
      text = text.slice(end + 1);
    }
    this.#skipping ||= this.#rest.length + text.length > longestLine;
    this.#rest = this.#skipping ? '' : this.#rest + text;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // cut short by a program that ended: no message
  }
}
