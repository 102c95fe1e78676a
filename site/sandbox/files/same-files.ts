import type { FileTree } from '../runtime.ts';

/** Whether two trees have the same files with the same texts. */
export const sameFiles = (a: FileTree, b: FileTree): boolean => {
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path] === b[path]);
};
