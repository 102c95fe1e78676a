import { describe, expect, it } from 'vitest';
import { readFromLearner, readFromTrainer, readHello, readJoin } from './messages.ts';
import { longestMessage } from './shown-code.ts';

const report = {
  type: 'report',
  exercise: 'the-leak',
  state: 'running',
  verdict: 'leaking',
  criteria: [{ id: 'sums-right', result: 'passed' }],
  solved: false,
  runs: 1,
  failedChecks: 0,
  floor: { unit: 'bytes', points: [[10, 4e6]] },
};
const up = (message: unknown) => ({ type: 'up', source: 'source-1', n: 0, message });
const read = (message: unknown) => readFromLearner(JSON.stringify(up(message)));
const place = { type: 'place', lesson: 'the-leak', hidden: false };

describe('what a learner’s page says', () => {
  it('is read', () => {
    for (const message of [
      report,
      place,
      { type: 'answer', lesson: 'the-leak', question: 0, choice: 1 },
      { type: 'help', wanted: true, code: { exercise: 'the-leak', files: { 'magiconion/client.ts': 'x' } } },
      // As a learner may call a file.
      {
        type: 'help',
        wanted: true,
        code: { exercise: 'the-leak', files: { [`mine/a..b@2${'x'.repeat(150)}.ts`]: 'x' } },
      },
    ])
      expect(read(message)?.message).toEqual(message);
  });

  const hostile: Record<string, unknown> = {
    'a field too many': { ...place, admin: true },
    'a field too few': { type: 'place', lesson: 'the-leak' },
    'another’s id': { ...place, by: 'somebody' },
    'a lesson that is a path': { ...place, lesson: '../../etc/passwd' },
    'a lesson that is a script': { ...place, lesson: '<script>alert(1)</script>' },
    'a lesson that is an address': { ...place, lesson: 'javascript:alert(1)' },
    'a lesson of a thousand letters': { ...place, lesson: 'a'.repeat(1000) },
    'a lesson that is an object': { ...place, lesson: { toString: 'x' } },
    'a trainer’s message': { type: 'say', to: null, text: 'Go home.' },
    'the end of the class': { type: 'end' },
    'an event of the hub': { type: 'joined', name: 'Ann', tokenHash: 'x' },
    'a type that is inherited': { type: 'constructor' },
    'no type': {},
    nothing: null,
    'a list': [place],
    'a negative count': { ...report, runs: -1 },
    'half a run': { ...report, runs: 0.5 },
    'a count too large': { ...report, failedChecks: 1e12 },
    'a state of its own': { ...report, state: 'on fire' },
    'criteria without end': { ...report, criteria: Array(10_000).fill({ id: 'a', result: 'passed' }) },
    'a criterion’s markup': { ...report, criteria: [{ id: '<b>', result: 'passed' }] },
    'a result of its own': { ...report, criteria: [{ id: 'a', result: 'maybe' }] },
    'points without end': { ...report, floor: { unit: 'bytes', points: Array(1000).fill([1, 1]) } },
    'a point of text': { ...report, floor: { unit: 'bytes', points: [['1', '1']] } },
    'a negative heap': { ...report, floor: { unit: 'bytes', points: [[1, -1]] } },
    'a heap beyond any': { ...report, floor: { unit: 'bytes', points: [[1, 1e300]] } },
    'a choice that is none': { type: 'answer', lesson: 'the-leak', question: 0, choice: 1e6 },
    'a question that is none': { type: 'answer', lesson: 'the-leak', question: -1, choice: 0 },
    'a file outside': { type: 'help', wanted: true, code: { exercise: 'a', files: { '../../.bashrc': 'x' } } },
    'a file from the root': { type: 'help', wanted: true, code: { exercise: 'a', files: { '/etc/passwd': 'x' } } },
    'a file whose text doubles': {
      type: 'help',
      wanted: true,
      code: { exercise: 'a', files: { 'a.ts': '\n'.repeat(199_900) } },
    },
    'files without end': {
      type: 'help',
      wanted: true,
      code: { exercise: 'a', files: Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`${i}.ts`, ''])) },
    },
    'a file of a megabyte': { type: 'help', wanted: true, code: { exercise: 'a', files: { 'a.ts': 'x'.repeat(1e6) } } },
  };
  it.each(Object.keys(hostile))('is refused: %s', (name) => expect(read(hostile[name])).toBeNull());

  it.each([
    ['no JSON', 'place'],
    ['JSON cut short', '{"type":"up","source":"sour'],
    ['a prototype', `{"__proto__":{"admin":true},${JSON.stringify(up(place)).slice(1)}`],
    ['deep brackets', '['.repeat(100_000)],
    ['more than the longest message', JSON.stringify({ ...up(place), pad: 'x'.repeat(longestMessage) })],
    ['an outbox without a name', JSON.stringify({ ...up(place), source: '' })],
    ['a number beyond all', JSON.stringify({ ...up(place), n: 1e300 })],
    ['a number that goes back', JSON.stringify({ ...up(place), n: -1 })],
    ['a hello again, as trainer', JSON.stringify({ type: 'hello', as: 'trainer', key: 'k'.repeat(32) })],
  ])('is refused: %s', (_, text) => expect(readFromLearner(text)).toBeNull());
});

describe('names', () => {
  const name = (name: string) => readJoin(JSON.stringify({ code: 'ACDE-FGHJ', name }))?.name;
  it('are of any script, and tidied', () => {
    expect(['Ann', 'Zoë ❤️', ' 李雷 ', 'Zoë', 'O’Neil  Ó', 'अनीता'].map(name)).toEqual([
      'Ann',
      'Zoë ❤️',
      '李雷',
      'Zoë',
      'O’Neil  Ó',
      'अनीता',
    ]);
  });
  it.each([
    ['empty', '  '],
    ['long', 'a'.repeat(41)],
    ['turned around', 'Ann\u202Enna'],
    ['unseen', 'A\u200Bnn'],
    ['a bell', 'Ann\u0007'],
    ['a letter that is not seen', '\u3164'],
    ['a letter that is not seen behind others', 'Ann\u1160'],
    ['a blank of another kind', '\u2800'],
    ['a letter with the sign that makes pictures', 'Ann\uFE0F'],
    ['half a character', 'Ann\uD800'],
    ['letters of a flag that is none', 'Ann\u{E0041}'],
    ['a tower of marks', `A${'\u0301'.repeat(20)}`],
  ])('are refused: %s', (_, text) => expect(name(text)).toBeUndefined());
});

describe('who opens a connection', () => {
  it('is a learner or a trainer, never both', () => {
    const learner = { type: 'hello', as: 'learner', token: 'token-token', seen: 0 };
    expect(readHello(JSON.stringify(learner))).toEqual(learner);
    expect(readHello(JSON.stringify({ ...learner, key: 'k'.repeat(32) }))).toBeNull();
    expect(readHello(JSON.stringify({ ...learner, as: 'admin' }))).toBeNull();
  });
  it('a trainer’s message is one line of bounded text', () => {
    const say = (text: string) => readFromTrainer(JSON.stringify(up({ type: 'say', to: null, text })));
    expect(say('Go on.')).not.toBeNull();
    expect(say('x'.repeat(501))).toBeNull();
  });
  it.each([
    ['Well done 👩‍💻!', 'Well done 👩‍💻!'],
    ['می‌روم', 'می‌روم'],
    ['\uFEFFpasted\u200B\u202E text\u0007\n', 'pasted text'],
    [`A${'\u0301'.repeat(20)}b`, `Á${'\u0301'.repeat(8)}b`],
  ])('a trainer’s message comes without what is not seen: %s', (text, read) =>
    expect(readFromTrainer(JSON.stringify(up({ type: 'say', to: null, text })))).toMatchObject({
      message: { text: read },
    }),
  );
  it('a message of nothing that is seen is none', () => {
    expect(readFromTrainer(JSON.stringify(up({ type: 'say', to: null, text: '\u200B\u202E' })))).toBeNull();
  });
});
