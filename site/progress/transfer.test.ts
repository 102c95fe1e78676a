import { describe, expect, it } from 'vitest';
import { exercise, FakeStorage } from '../workbench/model/testing.ts';
import { Work } from '../workbench/model/work.ts';
import { exportWork, importWork } from './transfer.ts';

function memory(items: Record<string, string> = {}) {
  const kept = new Map(Object.entries(items));
  return {
    kept,
    /** Characters that an item may have. */
    room: Infinity,
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      if (text.length > this.room) throw new Error('QuotaExceededError');
      kept.set(key, text);
    },
  };
}
const work = (text: string) => JSON.stringify({ version: 1, savedAt: 1, edits: { 'client.ts': text }, previous: null });
const file = (items: unknown, more: object = {}) =>
  JSON.stringify({ format: 'leak-lab-work', version: 1, items, ...more });
const nothing = () => true;

describe('all of a reader’s work as one file', () => {
  it('comes back whole in another browser, and nothing else of the site’s with it', () => {
    const here = memory({
      'leak-lab:sandbox:first-sum': work('mine'),
      'leak-lab:history:first-sum': '{"version":1,"versions":[]}',
      'leak-lab:progress': '{"read":{"first-sum":5},"ran":{},"solved":{},"last":"first-sum"}',
      'starlight-theme': 'dark',
      'leak-lab:runtime': 'tab',
      'leak-lab:class': '{"token":"secret"}',
    });
    const there = memory();
    expect(importWork(exportWork(here), there, nothing)).toBe(1);
    expect(JSON.parse(there.kept.get('leak-lab:sandbox:first-sum')!).edits).toEqual({ 'client.ts': 'mine' });
    expect(there.kept.has('leak-lab:history:first-sum')).toBe(true);
    expect([...there.kept.keys()].sort()).toEqual([
      'leak-lab:history:first-sum',
      'leak-lab:progress',
      'leak-lab:sandbox:first-sum',
    ]);
  });

  it('puts aside what it replaces, and joins histories and progress', () => {
    const there = memory({
      'leak-lab:sandbox:first-sum': work('theirs'),
      'leak-lab:history:first-sum': '{"version":1,"versions":[{"id":"b"}]}',
      'leak-lab:progress': '{"read":{"a":9,"b":2},"ran":{},"solved":{},"last":"b"}',
    });
    const aside: unknown[] = [];
    const items = {
      'leak-lab:sandbox:first-sum': work('mine'),
      'leak-lab:history:first-sum': '{"version":1,"versions":[{"id":"a"}]}',
      'leak-lab:progress': '{"read":{"a":5,"c":7},"ran":{},"solved":{},"last":null}',
    };
    expect(importWork(file(items), there, (...args) => aside.push(args) > 0)).toBe(1);
    expect(aside).toEqual([['first-sum', { 'client.ts': 'theirs' }, false]]);
    expect(JSON.parse(there.kept.get('leak-lab:history:first-sum')!).versions).toEqual([
      { id: 'a', fromLink: true },
      { id: 'b' },
    ]);
    expect(JSON.parse(there.kept.get('leak-lab:progress')!)).toMatchObject({ read: { a: 5, b: 2, c: 7 }, last: 'b' });
  });

  it('is code from elsewhere, which this machine runs after a second yes only; what is here already stays one’s own', () => {
    const there = memory({ 'leak-lab:sandbox:kept': work('mine') });
    const items = {
      'leak-lab:sandbox:first-sum.csharp': JSON.stringify({
        ...JSON.parse(work('theirs')),
        edits: { 'client.ts': 'theirs', '../../.bashrc': 'evil' },
        previous: { edits: { 'client.ts': 'older' }, by: 'reset' },
      }),
      'leak-lab:sandbox:kept': JSON.stringify({ ...JSON.parse(work('mine')), savedAt: 2, solved: true }),
    };
    expect(importWork(file(items), there, nothing)).toBe(2);
    const theirs = JSON.parse(there.kept.get('leak-lab:sandbox:first-sum.csharp')!);
    expect(theirs).toMatchObject({ previous: { fromLink: true }, fromLink: true });
    expect(theirs.edits).toEqual({ 'client.ts': 'theirs' });
    const mine = JSON.parse(there.kept.get('leak-lab:sandbox:kept')!);
    expect([mine.fromLink, mine.solved]).toEqual([undefined, true]);
  });

  it.each(['{', '7', '{"version":1,"savedAt":1,"edits":7}'])(
    'is without what cannot be read (%s), going out and coming back: the rest comes back',
    (unreadable) => {
      const here = { 'leak-lab:sandbox:a': unreadable, 'leak-lab:sandbox:b': work('mine') };
      const saved = exportWork(memory(here));
      expect(Object.keys(JSON.parse(saved).items)).toEqual(['leak-lab:sandbox:b']);
      for (const text of [saved, file(here)]) {
        const there = memory({ 'leak-lab:sandbox:a': work('kept') });
        expect(importWork(text, there, nothing)).toBe(1);
        expect(there.kept.get('leak-lab:sandbox:a')).toBe(work('kept'));
        expect(JSON.parse(there.kept.get('leak-lab:sandbox:b')!).edits).toEqual({ 'client.ts': 'mine' });
      }
    },
  );

  it.each(['hears of it', 'slept, in another tab or the back/forward cache'])(
    'is taken up by a sandbox that is open and %s, however old it is, and stays when that saves',
    (how) => {
      const browser = new FakeStorage();
      const tab = browser.tab();
      const open = new Work(exercise, tab);
      open.edit('client.ts', 'mine');
      open.flush();
      tab.asleep = how !== 'hears of it';
      const page = browser.tab();
      const kept = { ...memory(), getItem: page.get, setItem: page.set };
      expect(importWork(file({ 'leak-lab:sandbox:example': work('theirs') }), kept, nothing)).toBe(1);
      open.refresh();
      expect(open.files.value['client.ts']).toBe('theirs');
      open.agree();
      expect(new Work(exercise, page).files.value['client.ts']).toBe('theirs');
    },
  );

  it.each([
    ['', 'not-ours'],
    ['{"format":"leak-lab-work"', 'not-ours'],
    ['null', 'not-ours'],
    ['[]', 'not-ours'],
    [file({ 'leak-lab:sandbox:a': 7 }), 'not-ours'],
    [file({ 'leak-lab:sandbox:a': '{' }), 'not-ours'],
    [file({ 'other:key': '{}' }), 'not-ours'],
    [file({ 'leak-lab:../../x': '{}' }), 'not-ours'],
    [file({}, { version: 2 }), 'newer'],
    ['x'.repeat(12_000_001), 'too-large'],
  ])('refuses what is malformed, newer or vast, and changes nothing (%#)', (text, refusal) => {
    const there = memory({ 'leak-lab:sandbox:a': work('kept') });
    expect(importWork(text, there, nothing)).toBe(refusal);
    expect([...there.kept.values()]).toEqual([work('kept')]);
  });

  it('brings back what fits, and says so where the browser keeps no more', () => {
    const there = memory();
    there.room = work('mine').length;
    const items = { 'leak-lab:sandbox:a': work('mine, and too long'), 'leak-lab:progress': '{}' };
    expect(importWork(file(items), there, nothing)).toBe('full');
    expect([...there.kept.keys()]).toEqual(['leak-lab:progress']);
  });

  it('replaces no edits that it cannot put aside, and brings the others back', () => {
    const there = memory({ 'leak-lab:sandbox:a': work('mine') });
    const items = { 'leak-lab:sandbox:a': work('theirs'), 'leak-lab:sandbox:b': work('theirs') };
    expect(importWork(file(items), there, () => false)).toBe('full');
    expect(there.kept.get('leak-lab:sandbox:a')).toBe(work('mine'));
    expect(JSON.parse(there.kept.get('leak-lab:sandbox:b')!).edits).toEqual({ 'client.ts': 'theirs' });
  });
});
