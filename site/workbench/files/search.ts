import type { FileTree } from '../../sandbox/runtime.ts';

export interface Hit {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

const mostHits = 200;

/** The lines that have `words` in them, in any case; none for no words. */
export function searchFiles(files: FileTree, words: string): readonly Hit[] {
  const wanted = words.toLowerCase();
  const hits: Hit[] = [];
  if (!wanted.trim()) return hits;
  for (const [path, text] of Object.entries(files))
    for (const [index, line] of text.split('\n').entries()) {
      const at = line.toLowerCase().indexOf(wanted);
      if (at < 0) continue;
      hits.push({ path, line: index + 1, column: at + 1, text: line.trim() });
      if (hits.length === mostHits) return hits;
    }
  return hits;
}
