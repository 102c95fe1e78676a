import type { Exercise } from '../../sandbox/exercises/exercise.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { FileGroup } from '../../strings/sandbox/files.ts';

/** Files of what runs beside a program have paths out of its folder. */
const besidePrefix = '../';
const portFolder = 'magiconion/';

/** Shown, and not to be changed: what runs beside, and the list of packages, of which a sandbox has those that it has. */
export const isReadOnly = (path: string): boolean => path.startsWith(besidePrefix) || path === 'package.json';

function groupOf(path: string, { own, start }: Exercise): FileGroup {
  if (isReadOnly(path)) return 'beside';
  if (own.includes(path) || !(path in start)) return 'own';
  return path.startsWith(portFolder) ? 'port' : 'server';
}

/** The files by whose they are: the exercise's first file first, the others by name. */
export function grouped(files: FileTree, exercise: Exercise): Readonly<Record<FileGroup, readonly string[]>> {
  const groups: Record<FileGroup, string[]> = { own: [], server: [], port: [], beside: [] };
  const rank = (path: string) => (exercise.own.includes(path) ? exercise.own.indexOf(path) : exercise.own.length);
  for (const path of Object.keys(files).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)))
    groups[groupOf(path, exercise)].push(path);
  return groups;
}

/** A file's name in its group. */
export const nameIn = (group: FileGroup, path: string): string =>
  group === 'port' || group === 'beside' ? path.slice(path.lastIndexOf('/') + 1) : path;
