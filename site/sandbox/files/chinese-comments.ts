import type { Comments } from './comments.ts';

const root = '../../../sandbox-templates/';
const tables = import.meta.glob<Comments>(
  ['../../../sandbox-templates/comments.zh-cn.json', '../../../sandbox-templates/exercises/*/comments.zh-cn.json'],
  { import: 'default' },
);

/** What the comments of an exercise's files say in Chinese. */
export const chineseOf = (exercise: string): Promise<Comments> =>
  together([`${root}comments.zh-cn.json`, `${root}exercises/${exercise}/comments.zh-cn.json`]);

/** The same of all exercises. */
export const chineseOfAll = (): Promise<Comments> => together(Object.keys(tables));

async function together(paths: readonly string[]): Promise<Comments> {
  return Object.assign({}, ...(await Promise.all(paths.map((path) => tables[path]!()))));
}
