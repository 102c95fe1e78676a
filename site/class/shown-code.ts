/** Characters in all the files that a learner shows: the sandbox's own come to some 30,000. */
export const mostCode = 200_000;
const mostFiles = 30;

/** All that a sandbox lets a file be called, and nothing that leads out of it. */
export const isPath = (path: string): boolean => path.length <= 200 && /^\w[\w@.-]*(?:\/\w[\w@.-]*)*$/.test(path);

/** Characters of the longest message: code that is shown, and what JSON adds to it. */
export const longestMessage = 2 * mostCode;
/** Of them, those that are not its files. */
const around = 1000;

/** Whether the hub takes these files. */
export function canBeShown(files: Readonly<Record<string, string>>): boolean {
  const all = Object.entries(files);
  return (
    all.length <= mostFiles &&
    all.every(([path]) => isPath(path)) &&
    all.reduce((sum, [, text]) => sum + text.length, 0) <= mostCode &&
    JSON.stringify(files).length <= longestMessage - around
  );
}
