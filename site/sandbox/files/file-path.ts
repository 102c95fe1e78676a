import type { Language } from '../language.ts';
import type { FileTree } from '../runtime.ts';

/** Characters of one path. */
export const longestPath = 200;

/** Plain names only: no `..`, no hidden files, no drive letters, streams or backslashes of Windows, no NUL. */
const segment = /^\w[\w@.-]*(?<!\.)$/;

/** Whether a path leads to a file of a sandbox's own, on every system that sandboxes run on. */
export const isPlainPath = (path: string): boolean =>
  path.length <= longestPath &&
  path.split('/').every((name) => segment.test(name) && name.toLowerCase() !== 'node_modules');

export const isCsharp = (path: string): boolean => path.endsWith('.cs');

/** What keeps a file from having a name. */
export type PathFault = 'not-plain' | 'not-code' | 'reserved' | 'taken';

/** What a program can import, and what it can read. */
const kinds: Readonly<Record<Language, RegExp>> = {
  typescript: /\.(?:ts|mts|js|mjs|json|txt|md)$/,
  csharp: /\.(?:cs|json|txt|md)$/,
};
/** `start.ts` is what runs both programs from a shell. */
const reserved: ReadonlySet<string> = new Set(['start.ts', 'package-lock.json']);

/**
 * Why no file may be made at `path` beside those of `files`, of a program in this language; null where it may. Names that differ in case alone are one to Windows and macOS, and
 * nothing is both a file and a folder.
 */
export function pathFault(path: string, files: FileTree, language: Language = 'typescript'): PathFault | null {
  if (!isPlainPath(path)) return 'not-plain';
  if (!kinds[language].test(path)) return 'not-code';
  const name = path.toLowerCase();
  if (reserved.has(name)) return 'reserved';
  const isTaken = Object.keys(files).some((other) => {
    const there = other.toLowerCase();
    return there === name || there.startsWith(`${name}/`) || name.startsWith(`${there}/`);
  });
  return isTaken ? 'taken' : null;
}
