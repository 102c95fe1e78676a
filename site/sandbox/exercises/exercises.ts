import { chineseOf, chineseOfAll } from '../files/chinese-comments.ts';
import { translated } from '../files/comments.ts';
import type { Exercise } from './exercise.ts';
import type { Language } from '../language.ts';
import type { FileTree } from '../runtime.ts';

/** `start.ts` runs the pair from a shell; in a sandbox the runtime does. Tests are not part of the template's program. */
const templates = import.meta.glob<string>(
  [
    '../../../sandbox-templates/{sum,exercises/*/start,exercises/*/solution}/**/*.{ts,json}',
    '!**/sum/start.ts',
    '!**/*.test.ts',
  ],
  { query: '?raw', import: 'default' },
);
const guest = import.meta.glob<string>(['../../../sandbox-templates/guest/*.ts', '!**/*.test.ts'], {
  query: '?raw',
  import: 'default',
});
/** A site that was built without C# has none of it. */
const csharp = __CSHARP__
  ? import.meta.glob<string>('../../../sandbox-templates/{sum,exercises/*/csharp/{start,solution}}/*.cs', {
      query: '?raw',
      import: 'default',
    })
  : {};
const checks = import.meta.glob<Pick<Exercise, 'check'>>('../../../sandbox-templates/exercises/*/check.ts');

const root = '../../../sandbox-templates/';

/** Every exercise there is. */
export const exerciseIds: readonly string[] = Object.keys(checks).map((path) => path.split('/').at(-2)!);

/**
 * Loads an exercise's files and check, in a page or at site build, with the files' comments in the page's language.
 * @throws where there is no exercise of that id.
 */
export async function loadExercise(id: string, language: Language = 'typescript', lang = 'en'): Promise<Exercise> {
  const exercise = await loadEnglish(id, language);
  if (!lang.startsWith('zh')) return exercise;
  // A program in C# is looked for among all that were compiled when the site was built, perhaps when there is no network any more.
  const comments = await (language === 'csharp' ? chineseOfAll() : chineseOf(id));
  const inChinese = (files: FileTree) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, translated(text, comments)]));
  return { ...exercise, start: inChinese(exercise.start), solution: inChinese(exercise.solution) };
}

async function loadEnglish(id: string, language: Language): Promise<Exercise> {
  const module = checks[`${root}exercises/${id}/check.ts`];
  if (!module) throw new Error(`There is no exercise '${id}' under sandbox-templates/exercises/.`);
  const [{ check }, sum, start, solution] = await Promise.all([
    module(),
    readFolder('sum/'),
    readFolder(`exercises/${id}/start/`),
    readFolder(`exercises/${id}/solution/`),
  ]);
  const files = { ...sum, ...start };
  if (language === 'csharp') return { ...(await loadCsharp(id, files)), id, language, check };
  const tabs = orderTabs(files, start);
  const own = tabs.filter((path) => path === 'client.ts' || (path in start && path !== 'server.ts'));
  return { id, start: files, solution, tabs, own, check };
}

/** What runs beside a learner's program, to be read: the probe, in files that no program can write. By paths that none of a sandbox's can have. */
export async function loadBeside(): Promise<FileTree> {
  const texts = Object.entries(guest).map(async ([path, load]) => [path.replace(root, '../'), await load()] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** The languages that an exercise can be done in, on this site. */
export const languagesOf = (id: string): readonly Language[] =>
  `${root}exercises/${id}/csharp/start/Program.cs` in csharp ? ['typescript', 'csharp'] : ['typescript'];

/** The exercise with a client in C#, beside the same server. Of that, the program and its service have tabs. */
async function loadCsharp(id: string, files: FileTree): Promise<Pick<Exercise, 'start' | 'solution' | 'tabs' | 'own'>> {
  const [shared, given, solution] = await Promise.all([
    readFolder('sum/', csharp),
    readFolder(`exercises/${id}/csharp/start/`, csharp),
    readFolder(`exercises/${id}/csharp/solution/`, csharp),
  ]);
  const { 'client.ts': _, ...others } = files;
  const served = [...files['server.ts']!.matchAll(importOfOwn)].map(([, path]) => path!);
  const rank = (path: string) => (path === 'Program.cs' ? 0 : 1);
  const own = Object.keys(given).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  // An exercise with a service of its own has no use for the shared one.
  const service = served.includes('service.ts') ? Object.keys(shared) : [];
  own.push(...service);
  return { start: { ...shared, ...given, ...others }, solution, tabs: [...own, 'server.ts', ...served], own };
}

/** A file beside the one that imports it. */
const importOfOwn = /from '\.\/([\w-]+\.ts)'/g;

async function readFolder(folder: string, from: typeof templates = templates): Promise<FileTree> {
  const prefix = root + folder;
  const inside = Object.entries(from).filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(
    await Promise.all(inside.map(async ([path, load]) => [path.slice(prefix.length), await load()])),
  );
}

/** The learner's file, then the rest of what the exercise brings, then the programs, then the port. `package.json` has no tab. */
function orderTabs(files: FileTree, start: FileTree): string[] {
  const rank = (path: string) =>
    path === 'client.ts' ? 0 : path in start ? 1 : path === 'service.ts' ? 2 : !path.includes('/') ? 3 : 4;
  return Object.keys(files)
    .filter((path) => path.endsWith('.ts'))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
