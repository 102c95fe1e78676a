import { Ajv } from 'ajv';
import { expect, it, vi } from 'vitest';
import { FakeLrs } from '../../tests/support/fake-lrs.ts';
import { Cmi5, launchIn } from './cmi5.ts';
import { reportOf } from './report.ts';

const ids = ['first-sum', 'the-leak'];
const lessonsOf = (all: readonly string[]) => all.map((id) => ({ id, exercises: [id] }));
const lessons = lessonsOf(ids);
const launchData = {
  launchMode: 'Normal',
  moveOn: 'CompletedOrPassed',
  masteryScore: 1,
  contextTemplate: {
    contextActivities: { grouping: [{ id: 'urn:leak-lab:course:all' }] },
    extensions: { 'https://w3id.org/xapi/cmi5/context/extensions/sessionid': 'session-1' },
  },
};
const progress = (read: string[], solved: string[]) => ({
  read: Object.fromEntries(read.map((id) => [id, 1])),
  ran: {},
  solved: Object.fromEntries(solved.map((id) => [id, 1])),
  last: null,
});

/** A statement as xAPI 1.0.3 (Data, 2 and 4) and cmi5 (9) have it, as far as ours go: nothing may be in it that is not named here. */
const iri = { type: 'string', pattern: '^[a-z][a-z0-9+.-]*:\\S+$' };
const activity = (more: object = {}) => ({
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: { objectType: { const: 'Activity' }, id: iri, ...more },
});
const uuid = { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' };
const closed = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});
const isStatement = new Ajv({ allErrors: true }).compile(
  closed(
    {
      id: uuid,
      timestamp: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
      actor: closed({ objectType: { const: 'Agent' }, account: closed({ homePage: iri, name: { type: 'string' } }) }),
      verb: closed({
        id: {
          type: 'string',
          pattern: '^http://adlnet\\.gov/expapi/verbs/(initialized|completed|passed|terminated|progressed)$',
        },
        display: closed({ en: { type: 'string' } }),
      }),
      object: activity({ definition: closed({ type: iri }) }),
      result: closed(
        {
          success: { type: 'boolean' },
          completion: { type: 'boolean' },
          score: closed({ scaled: { type: 'number', minimum: -1, maximum: 1 } }),
          duration: { type: 'string', pattern: '^PT\\d+(\\.\\d{1,2})?S$' },
        },
        [],
      ),
      context: closed(
        {
          registration: uuid,
          contextActivities: { type: 'object', additionalProperties: { type: 'array', items: activity() } },
          extensions: { type: 'object', propertyNames: iri },
        },
        ['registration'],
      ),
    },
    ['id', 'timestamp', 'actor', 'verb', 'object', 'context'],
  ),
);

it('says what cmi5 asks for, in its order, each once, and each as its schema has it', async () => {
  await using lrs = await FakeLrs.start(launchData);
  const first = new Cmi5(launchIn(`https://lms.example/launch.html${lrs.launch()}`)!);
  expect((await first.start()).progress).toBeNull();
  expect(lrs.asked).toEqual([
    'POST /token',
    'GET /xapi/activities/state LMS.LaunchData',
    'GET /xapi/agents/profile cmi5LearnerPreferences',
    'GET /xapi/activities/state leak-lab-progress',
    'POST /xapi/statements',
  ]);
  const save = async (to: Cmi5, read: string[], solved: string[]) => {
    const done = progress(read, solved);
    await to.save(JSON.stringify(done), reportOf(done, lessons));
  };
  await save(first, ['first-sum'], []);
  await save(first, ['first-sum'], []);
  await save(first, ids, ['first-sum']);
  first.end();
  await expect.poll(() => lrs.statements.at(-1)?.verb.id).toContain('terminated');

  // The next session goes on where this one ended.
  const second = new Cmi5(launchIn(`https://lms.example/launch.html${lrs.launch()}`)!);
  expect(JSON.parse((await second.start()).progress!)).toEqual(progress(ids, ['first-sum']));
  await save(second, ids, ids);
  second.end();
  await expect.poll(() => lrs.statements.filter(({ verb }) => verb.id.endsWith('terminated')).length).toBe(2);

  const said = lrs.statements.map(({ verb, object }) => [
    verb.id.split('/').at(-1),
    object.id.replace('https://lms.example/courses/7', ''),
  ]);
  expect(said).toEqual([
    ['initialized', ''],
    ['progressed', '/lessons/first-sum'],
    ['passed', '/lessons/first-sum'],
    ['progressed', '/lessons/the-leak'],
    ['completed', ''],
    ['terminated', ''],
    ['initialized', ''],
    ['passed', '/lessons/the-leak'],
    ['passed', ''],
    ['terminated', ''],
  ]);
  for (const statement of lrs.statements) expect([isStatement(statement), isStatement.errors]).toEqual([true, null]);
  expect(new Set(lrs.statements.map(({ id }) => id)).size).toBe(lrs.statements.length);
  for (const { object, context, verb } of lrs.statements) {
    const categories = (context.contextActivities?.category ?? []).map(({ id }) => id.split('/').at(-1));
    const ofLesson = object.id.includes('/lessons/');
    const movesOn = !ofLesson && /completed|passed/.test(verb.id);
    expect(categories).toEqual([...(ofLesson ? [] : ['cmi5']), ...(movesOn ? ['moveon'] : [])]);
  }
});

it('says nothing of what was done where the course is only looked at', async () => {
  await using lrs = await FakeLrs.start({ ...launchData, launchMode: 'Review' });
  const unit = new Cmi5(launchIn(`https://lms.example/launch.html${lrs.launch()}`)!);
  await unit.start();
  const all = progress(ids, ids);
  await unit.save(JSON.stringify(all), reportOf(all, lessons));
  unit.end();
  await expect
    .poll(() => lrs.statements.map(({ verb }) => verb.id.split('/').at(-1)))
    .toEqual(['initialized', 'terminated']);
});

it('is not started where it is opened without a platform, or with a token that was used', async () => {
  expect(launchIn('https://lms.example/launch.html?endpoint=x')).toBeNull();
  await using lrs = await FakeLrs.start(launchData);
  const launch = launchIn(`https://lms.example/launch.html${lrs.launch()}`)!;
  await new Cmi5(launch).start();
  await expect(new Cmi5(launch).start()).rejects.toThrow(/no token/);
});

it('throws where the store refuses, and says it all afterwards', async () => {
  await using lrs = await FakeLrs.start(launchData);
  const unit = new Cmi5(launchIn(`https://lms.example/launch.html${lrs.launch()}`)!);
  await unit.start();
  const all = progress(ids, []);
  lrs.refuses = true;
  await expect(unit.save(JSON.stringify(all), reportOf(all, lessons))).rejects.toThrow('503');
  lrs.refuses = false;
  await unit.save(JSON.stringify(all), reportOf(all, lessons));
  expect(lrs.statements.map(({ verb }) => verb.id.split('/').at(-1))).toEqual([
    'initialized',
    'progressed',
    'progressed',
    'completed',
  ]);
});

it('has what it stores sent though the page leaves meanwhile', async () => {
  await using lrs = await FakeLrs.start(launchData);
  const platform = new Cmi5(launchIn(`https://lms.example/launch.html${lrs.launch()}`)!);
  await platform.start();
  const asked = vi.spyOn(globalThis, 'fetch');
  const done = progress(ids, ids);
  await platform.save(JSON.stringify(done), reportOf(done, lessons));
  expect(asked.mock.calls.map(([, options]) => [options?.method, options?.keepalive])).toEqual([
    ['POST', true],
    ['PUT', true],
  ]);
  asked.mockRestore();
});
