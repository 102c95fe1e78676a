import { lineInTranslated, translated, type Comments } from '../../files/comments.ts';
import type { Given } from './files.ts';

/** The program with its comments in another language, as it was compiled: comments change nothing but where its lines are. */
export function inTranslation({ files, compiled }: Given, comments: Comments): Given {
  const there = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, translated(text, comments)]));
  const moved = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, lineInTranslated(text, there[path]!)]),
  );
  const lines = compiled.lines.map((line) => ({ ...line, number: moved[line.file]?.(line.number) ?? line.number }));
  return { files: there, compiled: { ...compiled, lines } };
}
