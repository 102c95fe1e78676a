import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { atTheEnd } from '../site/sandbox/exercises/check.ts';
import { lessonIds } from '../site/build/lessons/lesson-order.ts';
import { orphans, pages, stateOf } from '../site/build/lessons/twins.ts';
import { decodeRecording, runNames } from '../site/recordings/recording.ts';
import { typedMeasurements } from './support/measurements.ts';
import { exercises, root } from './support/templates.ts';
import { slipsIn } from './support/typography.ts';

/** Exercises whose first state leaks, as their lessons say. In the others something else is to be mended. */
const leaks = [
  'channel-reuse',
  'method-caching',
  'the-leak',
  'find-it-yourself',
  'with-options',
  'lifetimes',
  'in-production',
  'capstone',
];

const read = (file: string) => readFileSync(path.join(root, 'lessons', file), 'utf8');
const texts = readdirSync(path.join(root, 'lessons'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.mdx') || file === 'glossary.json',
);

describe('Chinese twins', () => {
  test.each(pages())(
    'lessons/zh-cn/%s is there, and says what its English twin says (else bring it up to that, then: npm run twins <page>)',
    (page) => {
      expect(stateOf(page)).toBe('even');
    },
  );

  test('none has lost its English twin', () => expect(orphans()).toEqual([]));
});

test('each lesson has a place of its own in the course', () => expect(lessonIds()).toContain('the-leak'));

test.each(['en', 'zh-cn'])(
  'the %s trainers’ page has every lesson in its timetable, and a section of it',
  (language) => {
    const page = read(`${language}/pages/trainers.mdx`);
    const timetable = page.match(/^\|.*$/gm)!.join('\n');
    const titles = lessonIds().map((id) => /^title: (.*)$/m.exec(read(`${language}/${id}.mdx`))![1]!);
    expect(titles.filter((title) => !timetable.includes(title))).toEqual([]);
    expect(titles.filter((title) => !page.includes(`\n## ${title}\n`))).toEqual([]);
  },
);

test('every term of the glossary stands in both languages', () => {
  const terms = JSON.parse(read('glossary.json')) as { en: string; zh: string; about: { en: string; zh: string } }[];
  const gaps = terms.filter(({ en, zh, about }) => !(en && zh && about.en && /\p{Script=Han}/u.test(about.zh)));
  expect(gaps).toEqual([]);
});

describe('Chinese type', () => {
  const chinese = [...texts.filter((file) => file.startsWith('zh-cn')), 'glossary.json'];
  const comments = ['', ...exercises.map((id) => `exercises/${id}/`)].map(
    (folder) => `../sandbox-templates/${folder}comments.zh-cn.json`,
  );
  test.each([...chinese, ...comments])(
    'lessons/%s sets Chinese apart from Latin words and figures, with its own punctuation',
    (file) => expect(slipsIn(read(file).replaceAll('\\n', '\n'))).toEqual([]),
  );

  test.each(['用TypeScript写', '共3个', '占 5 字节 左右', '方法,对象', '打开`x`看'])('finds a slip in: %s', (text) =>
    expect(slipsIn(text)).not.toEqual([]),
  );
});

describe('measurements', () => {
  test.each(texts)('lessons/%s quotes them from recordings, and types none in', (file) =>
    expect(typedMeasurements(read(file))).toEqual([]),
  );

  test.each([
    'Each client leaves 12 kB behind.',
    'about 1,900 calls per second',
    'It took 3.5 ms a call.',
    'grows by 40%',
    'The floor is 950 bytes higher.',
    '每个客户端留下 12 kB',
    '每个客户端留下950字节',
    '快了 2.3 倍',
    '用了 3 毫秒',
  ])('finds one in: %s', (text) => expect(typedMeasurements(text)).toHaveLength(1));

  test.each([
    'The message is `00 00 00 05`, and `12 kB` is code.',
    '```ts\nconst size = 5; // 12 kB\n```',
    '<Figure exercise="x" of="bytes-per-client" /> bytes',
    'grpc-dotnet #2667, RFC 9113, section 6.5.2, HTTP/2',
    '123 + 456 = 579, 100 streams',
  ])('finds none in: %s', (text) => expect(typedMeasurements(text)).toEqual([]));

  test('passes over documented facts only', () => {
    expect(typedMeasurements('swept every 10 s', ['every 10 s'])).toEqual([]);
    expect(typedMeasurements('swept every 10 s', ['every 20 s'])).toHaveLength(1);
  });
});

describe.each(exercises)('the recording of %s', (exercise) => {
  const file = path.join('recordings', `${exercise}.json`);
  const load = () => decodeRecording(read(file));

  test('is small, and says nothing of whose machine it was', () => {
    expect(statSync(path.join(root, 'lessons', file)).size).toBeLessThan(25_000);
    expect(read(file)).not.toMatch(/\/(home|root|work|tmp|Users)\/|hostname/);
  });

  test('holds bytes that V8 told', () => {
    for (const name of runNames)
      expect(load().runs[name].samples.every(({ source, heapUsed }) => source === 'v8' && heapUsed !== null)).toBe(
        true,
      );
  });

  test('shows the exercise unsolved as given, and solved by its solution', () => {
    const { start, solution } = load().runs;
    // A recorded run is not told to end.
    const shown = Object.entries(solution.check).filter(([id]) => !atTheEnd.has(id));
    expect(shown.every(([, result]) => result === 'passed')).toBe(true);
    expect(Object.values(start.check).some((result) => result !== 'passed')).toBe(true);
    expect(solution.verdict.kind).toBe('steady');
    if (leaks.includes(exercise)) expect(start.verdict.kind).toBe('leaking');
  });
});

const inCsharp = exercises.filter((id) => existsSync(path.join(root, 'sandbox-templates/exercises', id, 'csharp')));
const tasksOf = (language: string): [exercise: string, text: string][] =>
  pages()
    .map((page) => read(`${language}/${page}`))
    .flatMap((text) => [...text.matchAll(/<Task exercise="([\w-]+)">([^]*?)<\/Task>/g)])
    .map(([, exercise, text]) => [exercise!, text!]);

describe.each(['en', 'zh-cn'])('the tasks in %s', (language) => {
  test.each(tasksOf(language))(
    '%s: every hint shows a place in the file as given, in each language of the sandbox',
    (exercise, task) => {
      const given = (folder: string, extension: string) =>
        readdirSync(path.join(root, 'sandbox-templates/exercises', exercise, folder))
          .filter((file) => file.endsWith(extension))
          .map((file) => readFileSync(path.join(root, 'sandbox-templates/exercises', exercise, folder, file), 'utf8'))
          .join('\n');
      const hints = [
        ...task.matchAll(/<Hint step=\{(\d)\} at="([^"]*)"(?: csharp="([^"]*)")?(?: language="(\w+)")?>/g),
      ];
      const wordsIn = (side: string) =>
        hints
          .filter(([, , , , only]) => !only || only === side)
          .map(([, step, at, csharp]) => ({ step, words: (side === 'csharp' && csharp) || at! }));
      const inTypescript = wordsIn('typescript');
      expect(inTypescript.map(({ step }) => step)).toEqual(['1', '2', '3']);
      const typescript = given('start', '.ts');
      expect(inTypescript.filter(({ words }) => !typescript.includes(words))).toEqual([]);
      if (!inCsharp.includes(exercise)) return;
      const csharp = given('csharp/start', '.cs');
      expect(wordsIn('csharp').map(({ step }) => step)).toEqual(['1', '2', '3']);
      expect(wordsIn('csharp').filter(({ words }) => !csharp.includes(words))).toEqual([]);
      // The reader's own file has another name there.
      expect(task.replace(/<In language="typescript">[^]*?<\/In>/g, '')).not.toContain('client.ts');
    },
  );
});
