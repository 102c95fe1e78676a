import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chineseOf, chineseOfAll } from './chinese-comments.ts';
import { commentsOf, lineInTranslated, translated } from './comments.ts';

const templates = new URL('../../../sandbox-templates/', import.meta.url);
const exercises = readdirSync(new URL('exercises/', templates));
const template = ['sum/server.ts', 'sum/service.ts'];
const files = [...exercises.flatMap((id) => filesOf(id)), ...template].map((path) => ({ path, text: textOf(path) }));
const chinese = await chineseOfAll();

function filesOf(exercise: string): string[] {
  return readdirSync(new URL(`exercises/${exercise}/`, templates), { recursive: true, encoding: 'utf8' })
    .map((path) => `exercises/${exercise}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\/(?:start|solution)\/.*\.(?:ts|cs)$/.test(path));
}

function textOf(path: string): string {
  return readFileSync(new URL(path, templates), 'utf8');
}

test.each(exercises)(
  'each comment of %s is said in Chinese, and each sentence in Chinese is of one (else: comments.zh-cn.json in its folder)',
  async (id) => {
    const all = [...filesOf(id), ...template].flatMap((path) => commentsOf(textOf(path)));
    expect(all.length).toBeGreaterThan(4);
    const its = await chineseOf(id);
    expect(new Set(all)).toEqual(new Set(Object.keys(its)));
    // A program in C# is translated by those of all exercises.
    expect(chinese).toMatchObject(its);
  },
);

test.each(files)('$path is the same program in Chinese', ({ text }) => {
  const code = (of: string) => of.replace(/\/\*\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '').replace(/\s+/g, ' ');
  const inChinese = translated(text, chinese);
  expect(code(inChinese)).toBe(code(text));
  expect(commentsOf(inChinese).every((words) => /\p{Script=Han}/u.test(words))).toBe(true);
});

test.each(files)('each line of code of $path is found again in Chinese', ({ text }) => {
  const there = translated(text, chinese);
  const [lines, inChinese] = [text.split('\n'), there.split('\n')];
  const moved = lineInTranslated(text, there);
  const code = (line: string) => line.replace(/(?<=\S[ \t]+)\/\/ .*$/, '');
  const ofCode = lines.flatMap((line, index) => (/^\s*(?:\/\*\*|\*|\/\/|$)/.test(line) ? [] : [index + 1]));
  expect(ofCode.map((line) => code(inChinese[moved(line) - 1]!))).toEqual(ofCode.map((line) => code(lines[line - 1]!)));
});
