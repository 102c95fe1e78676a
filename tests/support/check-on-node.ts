import { afterAll, beforeAll, expect, vi } from 'vitest';
import { checkRun, judge, type CheckResult } from '../../site/sandbox/exercises/check-run.ts';
import type { Exercise } from '../../site/sandbox/exercises/exercise.ts';
import { loadExercise } from '../../site/sandbox/exercises/exercises.ts';
import type { FileTree } from '../../site/sandbox/runtime.ts';
import { runtime } from '../../site/sandbox/runtimes/local/index.ts';
import { Session } from '../../site/sandbox/run/session.ts';
import { actAsPageOf, startServer, type TestServer } from '../../site/server/testing/support.ts';
import type { Answer, WrongAnswer } from './templates.ts';

let server: TestServer;
const sessions = new Set<Session>();

beforeAll(async () => {
  server = await startServer();
  actAsPageOf(server.origin);
  await server.runtime.warm;
});
afterAll(async () => {
  for (const session of sessions) await session.close();
  vi.unstubAllGlobals();
  await server.close();
});

/** A session with this machine's Node, closed when all tests have ended, if it has not been before. */
export function openSession(): Session {
  const session = new Session(runtime);
  sessions.add(session);
  return session;
}

/** How often a check goes on where its patience was over first, as a machine that is slow or busy may have it. */
const mostTimes = 4;

/** Checks the files on real processes, as a page does, and goes on as it offers. Where one criterion is known not to be met, ends as soon as that has failed. */
export async function check(exercise: Exercise, files: FileTree, unmet?: string): Promise<CheckResult> {
  const session = openSession();
  const enough = new AbortController();
  const logs: string[] = [];
  session.subscribe((event) => {
    if (event.type === 'log' && event.stream === 'stderr') logs.push(event.text);
    if (event.type !== 'sample' || unmet === undefined) return;
    if (judge(exercise, event.run).some(({ id, result }) => id === unmet && result === 'failed')) enough.abort();
  });
  let result = await checkRun(session, exercise, files, null, enough.signal);
  for (let times = 1; times < mostTimes && goesOn(result) && !enough.signal.aborted; times++)
    result = await checkRun(session, exercise, files, result.run, enough.signal);
  await session.close();
  if (!result.run || (unmet === undefined && result.outcome !== 'solved'))
    console.error(result.outcome, JSON.stringify(result.criteria), JSON.stringify(result.run?.verdict), logs.join(''));
  return result;
}

const goesOn = ({ outcome, run }: CheckResult): boolean => outcome === 'open' && run !== null && !run.ended;

/** A wrong answer does not meet the criterion that it names, and does not solve the exercise. */
export async function isWrong(id: string, { text, fails }: WrongAnswer): Promise<void> {
  const exercise = await loadExercise(id);
  const result = await check(exercise, { ...exercise.start, 'client.ts': text }, fails);
  expect(result.criteria).toContainEqual(expect.objectContaining({ id: fails, result: 'failed' }));
  expect(result.outcome).toBe('not-solved');
}

/** A right answer meets every criterion. */
export async function isRight(id: string, { text }: Answer): Promise<void> {
  const exercise = await loadExercise(id);
  const { criteria } = await check(exercise, { ...exercise.start, 'client.ts': text });
  expect(criteria.filter(({ result }) => result !== 'passed')).toEqual([]);
}
