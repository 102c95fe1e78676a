import { describe, expect, it, vi } from 'vitest';
import { firstReport } from '../../tests/support/class-report.ts';
import { empty, fold, slotOf, type ClassEvent, type ClassState, type EventData } from './state.ts';

let seq = 0;
const event = (by: string, data: EventData, at = 0): ClassEvent => ({ seq: ++seq, at, by, source: by, n: seq, data });
const joined = (by: string, name: string) => event(by, { type: 'joined', name, tokenHash: `hash of ${by}` });
const help = (by: string, wanted: boolean, code: 'code' | null = null) =>
  event(by, { type: 'help', wanted, code: code && { exercise: 'the-leak', files: { 'client.ts': 'mine' } } });
const answer = (by: string, choice: number) => event(by, { type: 'answer', lesson: 'the-leak', question: 0, choice });
const report: Extract<EventData, { type: 'report' }> = {
  type: 'report',
  exercise: 'exercise-0',
  ...firstReport,
};
const take = (by: string, member: string, taken = true) =>
  event(by, { type: 'take', member, taken, trainer: by.toUpperCase() });
/** What a store keeps. */
const kept = (events: readonly ClassEvent[]) =>
  events.filter(
    ({ by, data }, i) =>
      slotOf(data) === null ||
      !events.slice(i + 1).some((later) => later.by === by && slotOf(later.data) === slotOf(data)),
  );
const of = (...events: ClassEvent[]) => fold(empty, events);
/** All that can be made of four. */
function fours<T>(these: readonly T[]): T[][] {
  let all: T[][] = [[]];
  for (let length = 1; length <= 4; length++) all = all.flatMap((some) => these.map((one) => [...some, one]));
  return all;
}
/** What is looked for is the same in what a store keeps, wherever a hub had come to in it. */
function expectTheSame(events: readonly ClassEvent[], look: (state: ClassState) => unknown): void {
  const live = look(events.reduce((state, one) => fold(state, [one]), empty));
  for (let read = 1; read <= events.length; read++) {
    const before = of(...kept(events.slice(0, read)));
    expect(look(fold(before, kept(events))), JSON.stringify([events, read])).toEqual(live);
  }
}

describe('the state of a class', () => {
  it('is the same whether events come one by one, together, or twice', () => {
    const events = [joined('a', 'Ann'), joined('b', 'Ann'), answer('a', 1), help('b', true), take('t', 'b')];
    const together = of(...events);
    expect(events.reduce((state, one) => fold(state, [one]), empty)).toEqual(together);
    expect(fold(fold(together, events), events.slice(2))).toEqual(together);
    expect(empty.members.size).toBe(0);
  });

  it('tells two of a name apart', () => {
    const { members } = of(joined('a', 'Ann'), joined('b', 'Ann'), joined('c', 'Ann'));
    expect([...members.values()].map(({ name }) => name)).toEqual(['Ann', 'Ann 2', 'Ann 3']);
  });

  it('tells those apart whose names differ for a machine alone', () => {
    const { members } = of(joined('a', 'Ann'), joined('b', 'ann'), joined('c', 'Ａｎｎ'), joined('d', 'ANN 2'));
    expect([...members.values()].map(({ name }) => name)).toEqual(['Ann', 'ann 2', 'Ａｎｎ 3', 'ANN 2 2']);
  });

  it('gives the same names however events come, also where some are taken out between', () => {
    const remove = (member: string) => event('t', { type: 'remove', member, trainer: 'T' });
    const events = [
      ...['a', 'b', 'c', 'd'].map((by) => joined(by, 'Ann')),
      remove('b'),
      ...['e', 'f'].map((by) => joined(by, 'ann')),
    ];
    const together = of(...events);
    expect([...together.members.values()].map(({ name }) => name)).toEqual(['Ann', 'Ann 3', 'Ann 4', 'ann 2', 'ann 5']);
    expect(events.reduce((state, one) => fold(state, [one]), empty)).toEqual(together);
  });

  it('gives ten thousand their names without comparing each with each', () => {
    const looked = vi.spyOn(String.prototype, 'normalize');
    const all = Array.from({ length: 10_000 }, (_, i) => joined(`m${i}`, i % 2 ? `Learner ${i}` : 'Ann'));
    expect(of(...all).members.size).toBe(10_000);
    expect(looked.mock.calls.length).toBeLessThan(100_000);
    looked.mockRestore();
  });

  it.each(['constructor', 'valueof', 'prototype'])(
    'takes an exercise and a lesson called %s for what they are',
    (id) => {
      const { members, polls } = of(
        joined('a', 'Ann'),
        event('a', { type: 'place', lesson: id, hidden: false }),
        event('a', { ...report, exercise: id, runs: 3, failedChecks: 2 }),
        event('a', { type: 'answer', lesson: id, question: 0, choice: 1 }),
      );
      expect(members.get('a')!.work[id]).toMatchObject({ runs: 3, failedChecks: 2, solved: false });
      expect(polls[`${id}#0`]!.counts).toEqual([0, 1]);
    },
  );

  it('counts an answer once, the first', () => {
    const { polls } = of(joined('a', 'Ann'), joined('b', 'Bo'), answer('a', 2), answer('a', 0), answer('b', 2));
    expect(polls['the-leak#0']).toEqual({ counts: [0, 0, 2], revealed: false });
  });

  it('takes the answers of who is taken out back, and with them what nobody else was asked', () => {
    const invented = (question: number) => event('a', { type: 'answer', lesson: 'invented', question, choice: 1 });
    const events = [joined('a', 'Ann'), joined('b', 'Bo'), answer('a', 0), answer('b', 2), invented(0), invented(1)];
    const { polls } = of(
      ...events,
      event('t', { type: 'reveal', lesson: 'invented', question: 1, shown: true, trainer: 'T' }),
      event('t', { type: 'remove', member: 'a', trainer: 'T' }),
    );
    expect(polls).toEqual({
      'the-leak#0': { counts: [0, 0, 1], revealed: false },
      'invented#1': { counts: [0, 0], revealed: true },
    });
  });

  it('knows no more exercises and answers of one learner, and no more questions, than several courses have', () => {
    const ann = joined('a', 'Ann');
    const inventedBy = (by: string) =>
      Array.from({ length: 1000 }, (_, i) => [
        event(by, { ...report, exercise: `exercise-${i}` }),
        event(by, { type: 'answer', lesson: `lesson-${by}-${i}`, question: 0, choice: 0 }),
      ]).flat();
    const invented = inventedBy('a');
    const { members, polls } = of(ann, ...invented);
    expect(Object.keys(members.get('a')!.work)).toHaveLength(60);
    expect(Object.keys(polls)).toHaveLength(60);
    const others = Array.from({ length: 8 }, (_, i) => `m${i}`);
    const all = of(...others.flatMap((by) => [joined(by, by), ...inventedBy(by)]));
    expect(Object.keys(all.polls)).toHaveLength(400);
    const after = of(ann, ...invented, event('a', { ...report, runs: 7 }));
    expect(after.members.get('a')!.work['exercise-0']!.runs).toBe(7);
  });

  it('knows a question of the course, however many learners invent others', () => {
    const says = (by: string, lesson: string, choice = 0) => event(by, { type: 'answer', lesson, question: 0, choice });
    const inventors = Array.from({ length: 8 }, (_, i) => `m${i}`);
    const invented = inventors.flatMap((by) => [
      joined(by, by),
      ...Array.from({ length: 60 }, (_, i) => says(by, `${by}-${i}`)),
    ]);
    const real = [joined('a', 'Ann'), joined('b', 'Bo'), says('a', 'the-leak', 1), says('b', 'the-leak', 2)];
    const remove = (member: string) => event('t', { type: 'remove', member, trainer: 'T' });
    const before = [...invented, ...real];
    const { polls } = of(...before);
    expect(polls['the-leak#0']!.counts).toEqual([0, 1, 1]);
    expect(of(...real, ...invented).polls['the-leak#0']!.counts).toEqual([0, 1, 1]);
    expect(of(joined('a', 'Ann'), says('a', 'the-leak', 1), ...invented).polls['the-leak#0']!.counts).toEqual([0, 1]);
    expect(Object.keys(polls)).toHaveLength(400);
    // What was forgotten is not taken back from who says it again.
    const again = of(...before, says('a', 'm0-0'), remove('m0'));
    expect(again.polls['m0-0#0']!.counts).toEqual([1]);
    expect(of(...before, ...['a', 'b', ...inventors].map(remove)).polls).toEqual({});
  });

  it('has a hand taken by one trainer, and put back by any', () => {
    const state = of(joined('a', 'Ann'), help('a', true), take('t', 'a'), take('u', 'a'));
    expect(state.members.get('a')!.help!.takenBy).toEqual({ id: 't', name: 'T' });
    for (const trainer of ['t', 'u'])
      expect(fold(state, [take(trainer, 'a', false)]).members.get('a')!.help!.takenBy).toBeNull();
  });

  it('has a learner where their page in front is, whatever one behind says', () => {
    const place = (page: string, lesson: string, hidden: boolean) =>
      event('a', { type: 'place', lesson, hidden, page });
    const ann = joined('a', 'Ann');
    const at = (...places: ClassEvent[]) => of(ann, ...places).members.get('a');
    const read = place('page-1', 'the-leak', false);
    expect(at(read, place('page-2', 'filters', true))).toMatchObject({ lesson: 'the-leak', away: false });
    const changed = [read, place('page-2', 'filters', false), place('page-1', 'the-leak', true)];
    expect(at(...changed)).toMatchObject({ lesson: 'filters', away: false });
    expect(at(...changed, place('page-2', 'filters', true))).toMatchObject({ away: true });
  });

  it('has a learner in the same place after a restart, and where it is read late, whatever tabs said', () => {
    const page = (name: string, hidden: boolean): EventData => ({ type: 'place', lesson: name, hidden, page: name });
    const said = [page('a', false), page('a', true), page('b', false), page('b', true), { type: 'left' } as const];
    for (const one of fours(said)) {
      const events = [joined('a', 'Ann'), ...one.map((data) => event('a', data))];
      expectTheSame(events, (state) => {
        const { lesson, away, front } = state.members.get('a')!;
        return { lesson, away, front, left: state.left.has('a') };
      });
    }
  });

  it('has a hand in the same place after a restart, however often it was raised, lowered and taken', () => {
    const says = [help('a', true), help('a', true, 'code'), help('a', false)];
    const trainers = [take('t', 'a'), event('t', { type: 'helped', member: 'a', trainer: 'T' })];
    for (const one of fours([...says, ...trainers])) {
      const events = [joined('a', 'Ann')];
      for (const { by, data } of one) {
        const again = of(...events).members.get('a')!.help !== null; // as a hub says
        events.push(event(by, data.type === 'help' ? { ...data, again } : data));
      }
      expectTheSame(events, ({ members }) => [members.get('a')!.help, members.get('a')!.code]);
    }
  });

  it('keeps little of what a learner says again and again', () => {
    const many = Array.from({ length: 100 }, () => [
      help('a', true, 'code'),
      event('a', { ...report, runs: 0, state: 'booting', page: 'page-1' }),
    ]).flat();
    expect(kept(many)).toHaveLength(2);
  });

  it('remembers the outboxes of who is in the class, and those of trainers', () => {
    const ann = joined('a', 'Ann');
    const state = of(ann, ...Array.from({ length: 100 }, (_, n) => ({ ...help('a', true), source: `outbox ${n}` })));
    expect(state.members.get('a')!.outboxes.size).toBe(101);
    const after = fold(state, [
      event('t', { type: 'remove', member: 'a', trainer: 'T' }),
      event('a', { type: 'left' }),
    ]);
    expect([...after.stored.keys()]).toEqual(['t']);
    expect(after.members.size).toBe(0);
  });

  it('keeps a hand’s place when code is shown later, and forgets the code when it is lowered', () => {
    const first = of(joined('a', 'Ann'), help('a', true));
    const shown = fold(first, [help('a', true, 'code')]).members.get('a')!;
    expect(shown.help!.seq).toBe(first.members.get('a')!.help!.seq);
    expect(shown.code!.files).toEqual({ 'client.ts': 'mine' });
    expect(fold(first, [help('a', true, 'code'), help('a', false)]).members.get('a')).toMatchObject({
      help: null,
      code: null,
    });
  });

  it('adds up what each of a learner’s pages counted, however often it says so', () => {
    const ann = joined('a', 'Ann');
    const said = (page: string, runs: number, failedChecks: number) =>
      event('a', { ...report, page, runs, failedChecks });
    const work = (...events: ClassEvent[]) => of(ann, ...events).members.get('a')!.work['exercise-0']!;
    const before = [said('page-1', 1, 1), said('page-1', 4, 3)];
    const reloaded = [...before, said('page-2', 0, 0)];
    expect(work(...reloaded)).toMatchObject({ runs: 4, failedChecks: 3 });
    expect(work(...reloaded, said('page-2', 2, 0), said('page-1', 5, 3))).toMatchObject({ runs: 7, failedChecks: 3 });
    const slots = reloaded.map(({ data }) => slotOf(data));
    expect([slots[0] === slots[1], slots[1] === slots[2]]).toEqual([true, false]);
    const many = Array.from({ length: 100 }, (_, i) => said(`page-${i}`, 1, 1));
    expect(work(...many)).toMatchObject({ runs: 100, failedChecks: 100 });
    expect(of(ann, ...many).members.get('a')!.counted['exercise-0']!.length).toBeLessThan(30);
  });

  it('has many names taken out at once: those who came last, or those of whom no page was heard', () => {
    const at = (minutes: number, by: string) =>
      event(by, { type: 'joined', name: by, tokenHash: `hash of ${by}` }, minutes * 60_000);
    const all = [at(0, 'early'), at(1, 'silent'), at(8, 'late'), event('early', report), event('late', report)];
    const sweep = (minutes: number | null) => {
      const { members } = of(...all, event('t', { type: 'sweep', minutes, trainer: 'T' }, 10 * 60_000));
      return [...members.keys()];
    };
    expect(sweep(5)).toEqual(['early', 'silent']);
    expect(sweep(null)).toEqual(['early', 'late']);
  });

  it('hears nothing of who was taken out, or never joined', () => {
    const out = () => event('t', { type: 'remove', member: 'a', trainer: 'T' });
    const state = of(joined('a', 'Ann'), help('a', true), out(), help('a', true), help('nobody', true));
    expect(state.members.size).toBe(0);
  });
});
