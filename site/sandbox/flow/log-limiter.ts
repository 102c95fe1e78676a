import type { GuestMessage } from '../protocol/messages.ts';

/** What may go on within one interval: so much that a page can show it, however fast a program writes. */
export interface LogLimits {
  intervalMs: number;
  /** Of each stream. */
  lines: number;
  /** Of each stream. */
  chars: number;
  /** Messages, of both streams. */
  pieces: number;
}

type Log = Extract<GuestMessage, { type: 'log' }>;
type Stream = Log['stream'];

const defaults: LogLimits = { intervalMs: 100, lines: 200, chars: 20_000, pieces: 50 };

/**
 * Thins out a program's output. What comes within the limits is passed on at once, or joined, at the interval's end, where it comes in more pieces; of a
 * flood, its beginning and, at each interval, its latest lines, with the number of lines left out before them. It keeps no more than some intervals' worth.
 */
export class LogLimiter {
  readonly #emit: (log: Log) => void;
  readonly #ready: () => boolean;
  readonly #limits: LogLimits;
  /** What the interval has left. */
  readonly #room: Record<Stream, { lines: number; chars: number }>;
  #pieces = 0;
  /** In the order in which it was written. */
  #held: Log[] = [];
  /** Characters that are held and have not been thinned out. */
  #unthinned = 0;
  #renewedAt = -Infinity;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** While `ready` says no (the receiver is behind), nothing is passed on but at `end`. */
  constructor(emit: (log: Log) => void, ready: () => boolean = () => true, limits: LogLimits = defaults) {
    [this.#emit, this.#ready, this.#limits] = [emit, ready, limits];
    const { lines, chars } = limits;
    this.#room = { stdout: { lines, chars }, stderr: { lines, chars } };
  }

  push(stream: Stream, text: string): void {
    if (!text) return;
    // Of a program that never waits, no timer runs.
    if (performance.now() - this.#renewedAt >= 2 * this.#limits.intervalMs) this.#renew();
    const behind = this.#held.length > 0 || this.#pieces >= this.#limits.pieces || !this.#ready();
    const { lines, chars } = this.#room[stream];
    const fits = behind ? 0 : fitting(text, lines, chars);
    if (fits > 0) this.#pass({ type: 'log', stream, text: text.slice(0, fits), dropped: 0 });
    if (fits < text.length) this.#hold(stream, text.slice(fits));
    this.#timer ??= setInterval(() => this.#tick(), this.#limits.intervalMs);
  }

  /** Passes on what is left. */
  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#flush();
  }

  #tick(): void {
    const quiet = this.#pieces === 0 && this.#held.length === 0;
    this.#renew();
    if (!quiet || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  /** What is held may take what the interval before had left, too. */
  #renew(): void {
    this.#renewedAt = performance.now();
    this.#pieces = 0;
    if (this.#held.length > 0 && !this.#ready()) return;
    this.#flush();
    const { lines, chars } = this.#limits;
    for (const room of Object.values(this.#room)) {
      room.lines = Math.min(lines, room.lines + lines);
      room.chars = Math.min(chars, room.chars + chars);
    }
  }

  #flush(): void {
    this.#thin();
    const held = this.#held;
    this.#held = [];
    for (const log of held) this.#pass(log);
  }

  #pass(log: Log): void {
    this.#pieces++;
    this.#room[log.stream].lines -= countLines(log.text);
    this.#room[log.stream].chars -= log.text.length;
    this.#emit(log);
  }

  /** Joined to what its stream wrote just before; where the two write in turn so often that they would make too many pieces, to what it wrote last. */
  #hold(stream: Stream, text: string): void {
    const own = this.#held.findLast((log) => log.stream === stream);
    if (own && (own === this.#held.at(-1) || this.#held.length >= this.#limits.pieces)) own.text += text;
    else this.#held.push({ type: 'log', stream, text, dropped: 0 });
    this.#unthinned += text.length;
    if (this.#unthinned > 2 * this.#limits.chars) this.#thin();
  }

  /** Keeps of each stream the latest lines, as many as the interval has left and the next may take. */
  #thin(): void {
    this.#unthinned = 0;
    const { lines, chars } = this.#limits;
    const left = {
      stdout: { lines: this.#room.stdout.lines + lines, chars: this.#room.stdout.chars + chars },
      stderr: { lines: this.#room.stderr.lines + lines, chars: this.#room.stderr.chars + chars },
    };
    for (const log of this.#held.toReversed()) {
      const most = left[log.stream];
      const start = latest(log.text, most.lines, most.chars);
      log.dropped += countLines(log.text.slice(0, start));
      if (start > 0) log.text = log.text[start - 1] === '\n' ? log.text.slice(start) : `…${log.text.slice(start + 1)}`;
      most.lines -= countLines(log.text);
      most.chars = Math.max(0, most.chars - log.text.length);
    }
  }
}

/** How much of the beginning fits: all of it, or whole lines. */
function fitting(text: string, lines: number, chars: number): number {
  let end = 0;
  for (let taken = 0; taken < lines; taken++) {
    const next = text.indexOf('\n', end) + 1 || text.length;
    if (next > chars) return end;
    end = next;
    if (end === text.length) break;
  }
  return end;
}

/** Where the latest lines within the limits begin; inside a line only where that line alone is over the limit. */
function latest(text: string, lines: number, chars: number): number {
  let start = text.length;
  for (let taken = 0; start > 0 && taken < lines; taken++) {
    // A line's own newline is its last character: look before it.
    const lineStart = start > 1 ? text.lastIndexOf('\n', start - 2) + 1 : 0;
    if (text.length - lineStart > chars) return start === text.length ? text.length - chars : start;
    start = lineStart;
  }
  return start;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
