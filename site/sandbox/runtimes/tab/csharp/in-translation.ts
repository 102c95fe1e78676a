import { lineInTranslated, translated, type Comments } from '../../../comments.ts';
import type { Given } from './files.ts';

/** The program with its comments in another language, as it was compiled: comments change nothing but where its lines are. */
export function inTranslation({ files, compiled }: Given, comments: Comments): Given {
  const moved = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, lineInTranslated(text, comments)]),
  );
  return {
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, translated(text, comments)])),
    compiled: {
      ...compiled,
      lines: compiled.lines.map((line) => ({ ...line, number: moved[line.file]?.(line.number) ?? line.number })),
    },
  };
}
