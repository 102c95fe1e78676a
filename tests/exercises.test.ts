import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkRun, judge, type CheckResult } from '../site/sandbox/check-run.ts';
import type { Exercise } from '../site/sandbox/exercise.ts';
import { loadExercise } from '../site/sandbox/exercises.ts';
import type { FileTree } from '../site/sandbox/runtime.ts';
import { runtime } from '../site/sandbox/runtimes/local/index.ts';
import { Session } from '../site/sandbox/session.ts';
import { actAsPageOf, startServer, type TestServer } from '../site/server/test-support.ts';
import { exercises, unmetAtFirst, wrongAnswers } from './support/templates.ts';

let server: TestServer;
let session: Session;

beforeAll(async () => {
  server = await startServer();
  actAsPageOf(server.origin);
  await server.runtime.warm;
});
afterEach(() => session.close());
afterAll(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

/** Checks the files on real processes, as the page does. Where one criterion is known not to be met, ends as soon as that has failed. */
async function check(exercise: Exercise, files: FileTree, unmet?: string): Promise<CheckResult> {
  session = new Session(runtime);
  const enough = new AbortController();
  const logs: string[] = [];
  session.subscribe((event) => {
    if (event.type === 'log' && event.stream === 'stderr') logs.push(event.text);
    if (event.type !== 'sample' || unmet === undefined) return;
    if (judge(exercise, event.run).some(({ id, result }) => id === unmet && result === 'failed')) enough.abort();
  });
  const result = await checkRun(session, exercise, files, null, enough.signal);
  if (!result.run || (unmet === undefined && !result.solved)) console.error(logs.join(''));
  return result;
}

/** Checks again where the machine was too busy to settle every criterion in time, as a learner would. */
async function checkSettled(exercise: Exercise, files: FileTree): Promise<CheckResult> {
  const attempts = 3;
  for (let attempt = 1; ; attempt++) {
    const result = await check(exercise, files);
    if (attempt === attempts || !result.criteria.some(({ result }) => result === 'open')) return result;
    await session.close();
  }
}

describe.each(exercises)('%s', (id) => {
  test('as given, it is not solved', async () => {
    const exercise = await loadExercise(id);
    const { solved, criteria } = await check(exercise, exercise.start, unmetAtFirst[id]);
    expect(solved).toBe(false);
    expect(criteria.find((criterion) => criterion.id === unmetAtFirst[id])).toMatchObject({ result: 'failed' });
  });

  test('its solution solves it', async () => {
    const exercise = await loadExercise(id);
    const { criteria } = await checkSettled(exercise, { ...exercise.start, ...exercise.solution });
    expect(criteria.filter(({ result }) => result !== 'passed')).toEqual([]);
  });

  test('has three wrong answers at least', () => expect(wrongAnswers(id).length).toBeGreaterThanOrEqual(3));

  test.each(wrongAnswers(id))('$name: fails $fails', async ({ text, fails }) => {
    const exercise = await loadExercise(id);
    const result = await check(exercise, { ...exercise.start, 'client.ts': text }, fails);
    // A program that ends by itself leaves its calls uncounted: too few of them is never more than open.
    expect(result.criteria).toContainEqual(expect.objectContaining({ id: fails, result: fails === 'enough-calls' ? 'open' : 'failed' }));
    expect(result.solved).toBe(false);
  });
});

test('a snapshot of the leak names the way by which it is held', async () => {
  const exercise = await loadExercise('find-it-yourself');
  session = new Session(runtime);
  let log = '';
  session.subscribe((event) => {
    if (event.type !== 'log' || event.stream !== 'stdout') return;
    log += event.text;
    if (log.includes('Call 2001')) void session.stop();
  });
  await session.run({ ...exercise.start, 'client.ts': exercise.start['client.ts']!.replace("'Visit'", "'MessagePackSerializer'") });
  for (const grown of ['Method', 'GrpcMethodInfo', 'MessagePackSerializer']) expect(log).toMatch(new RegExp(`^${grown} +\\+500 `, 'm'));
  expect(log.split(/\n */).join(' | ')).toMatch(/channel → GrpcChannel \| #methodInfoCache → Map \| .*→ Method \| .* → MessagePackSerializer/);
});

/** What the lesson on other cures says of them: a client for each call, and the floor stays. */
describe('cures-that-are-not: other cures that hold', () => {
  const cache = 'magiconion/channel.ts';
  test.each<[string, string, (channel: string) => string]>([
    ['a weak map', 'channel', (text) => text.replace('new Map<Method', 'new WeakMap<Method')],
    ['a cache cleared by hand', 'channel', (text) => text.replace('let info =', 'if (this.#methodInfoCache.size >= 50) this.#methodInfoCache.clear();\n    let info =')],
    ['keys by name', 'new ByName(channel)', (text) => text],
  ])('%s', async (_, invoker, edit) => {
    const exercise = await loadExercise('cures-that-are-not');
    const leaking = wrongAnswers(exercise.id).find(({ name }) => name === 'shares-the-channel-alone')!.text;
    const client = leaking
      .replace(/^for /m, `const invoker = ${invoker};\n$&`)
      .replace('create(IMyFirstService, channel)', 'create(IMyFirstService, invoker)')
      .replace("import { IMy", "import { ByName } from './by-name.ts';\n$&");
    const files = { ...exercise.start, 'client.ts': client, [cache]: edit(exercise.start[cache]!) };
    expect(files[cache] !== exercise.start[cache] || invoker !== 'channel').toBe(true);
    const { criteria } = await checkSettled(exercise, files);
    expect(criteria.filter(({ result }) => result !== 'passed')).toEqual([]);
  });
});
