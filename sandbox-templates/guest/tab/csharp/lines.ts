import type { CodeLine } from './protocol.ts';

/** A method's token, and how far in it the program was. */
export interface CodePlace {
  readonly method: number;
  readonly offset: number;
}

/** Where in the learner's files a program was; null where its instructions come from none, or where Mono does not know: it then says 0. */
export function lineOf({ method, offset }: CodePlace, lines: readonly CodeLine[]): CodeLine | null {
  if (offset === 0) return null;
  return lines.filter((line) => line.method === method && line.offset <= offset).at(-1) ?? null;
}
