import * as scormAgain from 'scorm-again/scorm12';
import { describe, expect, it } from 'vitest';
import { reportOf } from './report.ts';
import { findScormApi, Scorm, timespan, type ScormApi } from './scorm.ts';
import { Session, takeUp } from './session.ts';

const ids = ['first-sum', 'the-leak'];
const lessonsOf = (all: readonly string[]) => all.map((id) => ({ id, exercises: [id] }));
const lessons = lessonsOf(ids);
const progress = (read: string[], solved: string[]) => ({
  read: Object.fromEntries(read.map((id) => [id, 1])),
  ran: {},
  solved: Object.fromEntries(solved.map((id) => [id, 1])),
  last: null,
});
type Player = ScormApi & {
  loadFromFlattenedJSON(record: object, path: string): void;
  on(called: string, listener: () => void): void;
};
// Its types name another export than its file has.
const { Scorm12API } = scormAgain as never as { Scorm12API: new (settings: object) => Player };

/** A platform's player, with what the platform has of the learner. */
function player(record: object = {}): Player {
  const api = new Scorm12API({ autocommit: false, lmsCommitUrl: false, logLevel: 5 });
  api.loadFromFlattenedJSON(record, '');
  return api;
}

describe('SCORM 1.2, by scorm-again', () => {
  it('tells each lesson, the score and the state, and comes back for more', async () => {
    const api = player({ 'cmi.core.student_id': 'ann' });
    const scorm = new Scorm(api);
    expect(await scorm.start()).toEqual({ learner: 'ann', progress: null });
    const get = (name: string) => api.LMSGetValue(name);
    const half = progress(ids, ['first-sum']);
    await scorm.save(JSON.stringify(half), reportOf(half, lessons));
    expect(get('cmi.core.lesson_status')).toBe('completed');
    expect(get('cmi.core.score.raw')).toBe('50');
    expect([0, 1].map((i) => [get(`cmi.objectives.${i}.id`), get(`cmi.objectives.${i}.status`)])).toEqual([
      ['first-sum', 'passed'],
      ['the-leak', 'incomplete'],
    ]);
    // A lesson that is new stands before those that were there.
    const more = ['new-one', ...ids];
    const all = progress(more, more);
    await scorm.save(JSON.stringify(all), reportOf(all, lessonsOf(more)));
    expect(get('cmi.objectives._count')).toBe('3');
    expect(get('cmi.objectives.0.id')).toBe('first-sum');
    expect(get('cmi.core.lesson_status')).toBe('passed');
    expect(JSON.parse(get('cmi.suspend_data'))).toEqual(all);
    expect(get('cmi.suspend_data').length).toBeLessThan(4096); // CMIString4096
    let finished = 0;
    api.on('LMSFinish', () => finished++);
    scorm.end();
    scorm.end();
    expect(finished).toBe(1);
  });

  it('tells a platform that has no objectives, nor the ends of a score, how the course stands', async () => {
    const api = player();
    const set = api.LMSSetValue.bind(api);
    api.LMSSetValue = (name, value) => (/objectives|score\.m/.test(name) ? 'false' : set(name, value));
    const scorm = new Scorm(api);
    await scorm.start();
    const all = progress(ids, ids);
    await scorm.save(JSON.stringify(all), reportOf(all, lessons));
    expect(['score.raw', 'lesson_status'].map((name) => api.LMSGetValue(`cmi.core.${name}`))).toEqual([
      '100',
      'passed',
    ]);
    expect(JSON.parse(api.LMSGetValue('cmi.suspend_data'))).toEqual(all);
  });

  it('takes nothing back that a platform has as passed or completed, where a later version has a lesson more', async () => {
    const more = lessonsOf([...ids, 'new-one']);
    for (const [solved, status, score] of [
      [ids, 'passed', '100'],
      [['first-sum'], 'completed', '33'],
    ] as const) {
      const api = player();
      const scorm = new Scorm(api);
      await scorm.start();
      const done = progress(ids, [...solved]);
      await scorm.save(JSON.stringify(done), reportOf(done, lessons));
      await scorm.save(JSON.stringify(done), reportOf(done, more));
      expect(['lesson_status', 'score.raw'].map((name) => api.LMSGetValue(`cmi.core.${name}`))).toEqual([
        status,
        score,
      ]);
      expect(api.LMSGetValue('cmi.objectives.2.status')).toBe('not attempted');
    }
  });

  it('says that it was refused, and tells it at the next try', async () => {
    const api = player();
    const failed: boolean[] = [];
    let stored = JSON.stringify(progress([], []));
    const session = new Session(
      new Scorm(api),
      lessons,
      () => stored,
      (error) => failed.push(error !== null),
    );
    await session.tell(); // not begun: refused
    api.LMSInitialize('');
    stored = JSON.stringify(progress(ids, []));
    await session.tell();
    expect(failed).toEqual([true, false]);
    expect(api.LMSGetValue('cmi.core.lesson_status')).toBe('completed');
  });

  it('finds the API around the frame, and around the window that opened it', () => {
    const api = player();
    const top = { API: api } as never as Window;
    Object.assign(top, { parent: top, opener: null });
    const middle = { parent: top, opener: null } as never as Window;
    expect(findScormApi({ parent: middle, opener: null })).toBe(api);
    const popup = { opener: middle } as never as Window;
    Object.assign(popup, { parent: popup });
    expect(findScormApi(popup)).toBe(api);
    Object.assign(popup, { opener: null });
    expect(findScormApi(popup)).toBeNull();
  });

  it('writes a time as CMITimespan', () => {
    expect(timespan(0)).toBe('0000:00:00.00');
    expect(timespan(3_600_000 * 30 + 61_999)).toBe('0030:01:01.99');
    expect(timespan(59_999)).toBe('0000:00:59.99');
  });
});

describe('what a browser has of a learner', () => {
  const storage = (entries: Record<string, string> = {}) => {
    const all = new Map(Object.entries(entries));
    return {
      getItem: (key: string) => all.get(key) ?? null,
      setItem: (key: string, value: string) => void all.set(key, value),
      removeItem: (key: string) => void all.delete(key),
      key: (index: number) => [...all.keys()][index] ?? null,
      get length() {
        return all.size;
      },
    };
  };
  const solved = (of: ReturnType<typeof storage>) => Object.keys(JSON.parse(of.getItem('leak-lab:progress')!).solved);
  const record = JSON.stringify(progress([], ['first-sum']));

  it('is the platform’s, and not the one’s before', () => {
    const browser = storage({
      'leak-lab:progress': JSON.stringify(progress([], ['the-leak'])),
      'leak-lab:platform-learner': 'ann',
    });
    takeUp(browser, { learner: 'bo', progress: record });
    expect(solved(browser)).toEqual(['first-sum']);
  });
  it('is joined with what the platform missed of the same one', () => {
    const browser = storage({
      'leak-lab:progress': JSON.stringify(progress([], ['the-leak'])),
      'leak-lab:platform-learner': 'ann',
    });
    takeUp(browser, { learner: 'ann', progress: record });
    expect(solved(browser).sort()).toEqual(['first-sum', 'the-leak']);
  });
  it('of the sandboxes is the learner’s own, and waits for them while others learn', () => {
    const browser = storage({ 'leak-lab:platform-learner': 'ann', 'leak-lab:layout': '{}' });
    const keys = ['leak-lab:sandbox:the-leak', 'leak-lab:history:the-leak', 'leak-lab:sandbox:filters.csharp'];
    const kept = () => keys.map((key) => browser.getItem(key));
    for (const key of keys) browser.setItem(key, 'ann’s');
    takeUp(browser, { learner: 'bo', progress: null });
    expect(kept()).toEqual([null, null, null]);
    expect(browser.getItem('leak-lab:layout')).toBe('{}');
    browser.setItem(keys[0]!, 'bo’s');
    takeUp(browser, { learner: 'ann', progress: null });
    expect(kept()).toEqual(['ann’s', 'ann’s', 'ann’s']);
    takeUp(browser, { learner: 'bo', progress: null });
    expect(kept()).toEqual(['bo’s', null, null]);
  });
});
