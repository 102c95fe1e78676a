/** What may go on within one interval: so much that a page can show it, however fast a program writes. */
export interface LogLimits {
  intervalMs: number;
  lines: number;
  chars: number;
}

const defaults: LogLimits = { intervalMs: 100, lines: 200, chars: 20_000 };

/**
 * Thins out one stream of a program's output. What comes within the limits is passed on at once; of a flood, its beginning
 * and, at each interval, its latest lines, with the number of lines left out before them. It holds no more than one interval's worth.
 */
export class LogLimiter {
  #emit: (text: string, dropped: number) => void;
  #ready: () => boolean;
  #limits: LogLimits;
  #lines = 0;
  #chars = 0;
  #held = '';
  #dropped = 0;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** While `ready` says no (the receiver is behind), nothing is passed on but at `end`. */
  constructor(
    emit: (text: string, dropped: number) => void,
    ready: () => boolean = () => true,
    limits: LogLimits = defaults,
  ) {
    this.#emit = emit;
    this.#ready = ready;
    this.#limits = limits;
  }

  push(text: string): void {
    if (!text) return;
    const behind = this.#held !== '' || this.#dropped > 0 || !this.#ready();
    const fits = behind ? 0 : fitting(text, this.#limits.lines - this.#lines, this.#limits.chars - this.#chars);
    if (fits > 0) this.#pass(text.slice(0, fits));
    if (fits < text.length) this.#hold(text.slice(fits));
    this.#timer ??= setInterval(() => this.#renew(), this.#limits.intervalMs);
  }

  /** Passes on what is left. */
  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#flush();
  }

  #renew(): void {
    const quiet = this.#lines === 0 && this.#chars === 0;
    this.#lines = 0;
    this.#chars = 0;
    if (this.#held !== '' || this.#dropped > 0) {
      if (this.#ready()) this.#flush();
    } else if (quiet && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  #flush(): void {
    if (this.#held === '' && this.#dropped === 0) return;
    const dropped = this.#dropped;
    const text = this.#held;
    this.#dropped = 0;
    this.#held = '';
    this.#pass(text, dropped);
  }

  #pass(text: string, dropped = 0): void {
    this.#lines += countLines(text);
    this.#chars += text.length;
    this.#emit(text, dropped);
  }

  #hold(text: string): void {
    const all = this.#held + text;
    const start = latest(all, this.#limits.lines, this.#limits.chars);
    this.#dropped += countLines(all.slice(0, start));
    this.#held = start > 0 && all[start - 1] !== '\n' ? `…${all.slice(start + 1)}` : all.slice(start);
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
