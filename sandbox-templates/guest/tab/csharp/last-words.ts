type Level = 'log' | 'warn' | 'error';

/** A stack that overflows is told frame by frame. */
const mostLines = 200;

/** What Mono says on the console, where a program's own output does not go. Where it ends at once, nothing else says why. */
export class LastWords {
  readonly #said: string[] = [];

  /** Listens to the console from now on, which still gets what comes first. */
  constructor(to: Pick<Console, Level>) {
    for (const level of ['log', 'warn', 'error'] as const) {
      const say = to[level].bind(to);
      to[level] = (...words: unknown[]) => {
        if (this.#said.length >= mostLines) return;
        this.#said.push(...words.map(String).join(' ').split('\n'));
        say(...words);
      };
    }
  }

  /** What ended it: an exception that nothing caught, or the words of `Environment.FailFast`; null where it said neither. */
  cause(): string | null {
    const lines = this.#said.map((line) => line.replace(/^\[MONO\] /, '').trim());
    const fatal = lines.map((line) => /^\[ERROR\] FATAL UNHANDLED EXCEPTION: (.+)/.exec(line)?.[1]).find(Boolean);
    const after = (words: string) => lines.slice(lines.indexOf(words) + 1 || lines.length).find(Boolean);
    return fatal ?? after('Unhandled Exception:') ?? after('Process terminated.') ?? null;
  }
}
