/** One line of a program's output; or, where `left` is over 0, the place of so many lines that were left out. */
export interface LogLine {
  /** Counts from 0 in a buffer's life. */
  readonly index: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
  readonly left: number;
  /** Milliseconds from the buffer's last clear, when a run begins, to the line's arrival. */
  readonly at: number;
}

const longestLine = 4_000; // characters

/** The last lines that a program printed. A flood costs no more memory, and no more drawing, than its last `capacity` lines. */
export class LogBuffer {
  readonly capacity: number;
  readonly #now: () => number;
  #cleared: number;
  #lines: LogLine[] = [];
  #next = 0;
  #parts = { stdout: '', stderr: '' };

  constructor(capacity = 500, now: () => number = () => performance.now()) {
    this.capacity = capacity;
    this.#now = now;
    this.#cleared = now();
  }

  /** Takes output as it comes, a line perhaps in parts; `dropped` lines were left out before it. */
  append(stream: LogLine['stream'], text: string, dropped = 0): void {
    if (dropped > 0) {
      this.#endLine(stream);
      this.#push({ stream, text: '', left: dropped });
    }
    const lines = (this.#parts[stream] + text).split('\n');
    this.#parts[stream] = lines.pop()!.slice(0, longestLine);
    const skipped = lines.length - this.capacity;
    if (skipped > 0) this.#push({ stream, text: '', left: skipped });
    for (const line of lines.slice(-this.capacity)) this.#push({ stream, text: shorten(line), left: 0 });
  }

  /** No more will come: what was printed without a newline is a line too. */
  end(): void {
    this.#endLine('stdout');
    this.#endLine('stderr');
  }

  clear(): void {
    this.#lines = [];
    this.#parts = { stdout: '', stderr: '' };
    this.#cleared = this.#now();
  }

  /** What was printed without a newline so far: a line that is still being written. */
  get unfinished(): readonly Pick<LogLine, 'stream' | 'text'>[] {
    return (['stdout', 'stderr'] as const)
      .map((stream) => ({ stream, text: this.#parts[stream] }))
      .filter(({ text }) => text);
  }

  /** How many lines came before the first that is still here: an index, or `next` where none is. */
  get first(): number {
    return this.#lines[0]?.index ?? this.#next;
  }

  /** The index of the line to come. */
  get next(): number {
    return this.#next;
  }

  /** The lines from `index` on that are still here. */
  from(index: number): readonly LogLine[] {
    return this.#lines.slice(Math.max(0, index - this.first));
  }

  get text(): string {
    return this.#lines
      .filter(({ left }) => left === 0)
      .map(({ text }) => text)
      .join('\n');
  }

  #endLine(stream: LogLine['stream']): void {
    const text = this.#parts[stream];
    this.#parts[stream] = '';
    if (text) this.#push({ stream, text: shorten(text), left: 0 });
  }

  #push(line: Omit<LogLine, 'index' | 'at'>): void {
    this.#lines.push({ ...line, index: this.#next++, at: this.#now() - this.#cleared });
    // A tenth over, then cut back, so that a flood does not shift the whole array for each line.
    if (this.#lines.length > this.capacity * 1.1) this.#lines = this.#lines.slice(-this.capacity);
  }
}

const shorten = (line: string) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line);
