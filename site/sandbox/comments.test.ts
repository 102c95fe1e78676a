import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import chinese from '../../sandbox-templates/comments.zh-cn.json' with { type: 'json' };
import { commentsOf, lineInTranslated, translated } from './comments.ts';

const templates = new URL('../../sandbox-templates/', import.meta.url);
const files = [
  ...readdirSync(new URL('exercises/', templates), { recursive: true, encoding: 'utf8' })
    .map((path) => `exercises/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\/(?:start|solution)\/.*\.(?:ts|cs)$/.test(path)),
  'sum/server.ts',
  'sum/service.ts',
].map((path) => ({ path, text: readFileSync(new URL(path, templates), 'utf8') }));

test('each comment of an exercise is said in Chinese, and each sentence in Chinese is of one (else: sandbox-templates/comments.zh-cn.json)', () => {
  const all = files.flatMap(({ text }) => commentsOf(text));
  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all)).toEqual(new Set(Object.keys(chinese)));
});

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
