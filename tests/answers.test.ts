import { describe, expect, test } from 'vitest';
import { loadExercise } from '../site/sandbox/exercises/exercises.ts';
import { check, isRight, isWrong, openSession } from './support/check-on-node.ts';
import { rightAnswers, wrongAnswers } from './support/templates.ts';

// Those of the other exercises: `npm run test:wrong-answers`, `npm run test:right-answers`.
const patience = { timeout: 180_000 };
test.concurrent.each(wrongAnswers('method-caching'))('method-caching, $name: fails $fails', patience, (answer) =>
  isWrong('method-caching', answer),
);
test.concurrent.each(rightAnswers('in-production'))('in-production, $name: solves it', patience, (answer) =>
  isRight('in-production', answer),
);

test.concurrent('a snapshot of the leak names the way by which it is held', async () => {
  const exercise = await loadExercise('find-it-yourself');
  const session = openSession();
  let log = '';
  session.subscribe((event) => {
    if (event.type !== 'log' || event.stream !== 'stdout') return;
    log += event.text;
    if (log.includes('Call 2001')) void session.stop();
  });
  await session.run({
    ...exercise.start,
    'client.ts': exercise.start['client.ts']!.replace("'Visit'", "'MessagePackSerializer'"),
  });
  for (const grown of ['Method', 'GrpcMethodInfo', 'MessagePackSerializer'])
    expect(log).toMatch(new RegExp(`^${grown} +\\+500 `, 'm'));
  expect(log.split(/\n */).join(' | ')).toMatch(
    /channel → GrpcChannel \| #methodInfoCache → Map \| .*→ Method \| .* → MessagePackSerializer/,
  );
});

/** What the lesson on other cures says of them: a client for each call, and the floor stays. */
describe.concurrent('cures-that-are-not: other cures that hold', () => {
  const cache = 'magiconion/channel.ts';
  test.each<[string, string, (channel: string) => string]>([
    ['a weak map', 'channel', (text) => text.replace('new Map<Method', 'new WeakMap<Method')],
    [
      'a cache cleared by hand',
      'channel',
      (text) =>
        text.replace(
          'let info =',
          'if (this.#methodInfoCache.size >= 50) this.#methodInfoCache.clear();\n    let info =',
        ),
    ],
    ['keys by name', 'new ByName(channel)', (text) => text],
  ])('%s', patience, async (_, invoker, edit) => {
    const exercise = await loadExercise('cures-that-are-not');
    const leaking = wrongAnswers(exercise.id).find(({ name }) => name === 'shares-the-channel-alone')!.text;
    const client = leaking
      .replace(/^for /m, `const invoker = ${invoker};\n$&`)
      .replace('create(IMyFirstService, channel)', 'create(IMyFirstService, invoker)')
      .replace('import { IMy', "import { ByName } from './by-name.ts';\n$&");
    const files = { ...exercise.start, 'client.ts': client, [cache]: edit(exercise.start[cache]!) };
    expect(files[cache] !== exercise.start[cache] || invoker !== 'channel').toBe(true);
    const { criteria } = await check(exercise, files);
    expect(criteria.filter(({ result }) => result !== 'passed')).toEqual([]);
  });
});
