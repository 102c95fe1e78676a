import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exercise, FakeStorage } from './testing.ts';
import { Work } from './work.ts';

const storage = { now: new FakeStorage() };
const open = (tab = storage.now.tab()) => new Work(exercise, tab);
const client = (work: Work) => work.files.value['client.ts'];
function type(work: Work, text: string): void {
  work.edit('client.ts', text);
  work.flush();
}

beforeEach(() => {
  storage.now = new FakeStorage();
});
// The files that follow share what this one leaves.
afterEach(() => void vi.useRealTimers());

describe('Work', () => {
  it('keeps edits for the next visit', () => {
    type(open(), 'mine');
    expect(client(open())).toBe('mine');
  });

  it('writes typing down by itself after a pause', () => {
    vi.useFakeTimers();
    open().edit('client.ts', 'mine');
    vi.runAllTimers();
    expect(client(open())).toBe('mine');
  });

  it('keeps only what differs from the files as given', () => {
    const work = open();
    type(work, 'mine');
    expect(work.isEdited('client.ts')).toBe(true);
    type(work, 'given');
    expect(work.isEdited('client.ts')).toBe(false);
    expect(work.kind(work.files.value)).toBe('as-given');
  });

  it.each([
    ['reset', 'given', (work: Work) => work.reset()],
    ['solution', 'solution', (work: Work) => work.applySolution()],
  ] as const)('replaces the files by %s, and can go back, also after a reload', (by, replaced, replace) => {
    const work = open();
    type(work, 'mine');
    replace(work);
    expect(client(work)).toBe(replaced);
    const reloaded = open();
    expect(reloaded.previous.value).toBe(by);
    reloaded.bringBack();
    expect(client(reloaded)).toBe('mine');
    expect(reloaded.previous.value).toBeNull();
  });

  it('keeps what was there when the page came, once it is typed over: no editor can undo that', () => {
    type(open(), 'mine');
    const reloaded = open();
    expect(reloaded.history.versions.value).toEqual([]);
    type(reloaded, 'later');
    type(reloaded, 'later still');
    expect(reloaded.history.versions.value).toMatchObject([{ because: 'left', edits: { 'client.ts': 'mine' } }]);
  });

  it('keeps what is left, once, though nobody but an older page types over it, which keeps nothing of what it finds', () => {
    const work = open();
    const olderTab = storage.now.tab();
    for (const text of ['m', 'mi', 'mine']) type(work, text);
    work.leave();
    work.dispose();
    const saved = JSON.parse(olderTab.get('leak-lab:sandbox:example')!);
    const over = { ...saved, savedAt: saved.savedAt + 1, edits: { 'client.ts': 'older' } };
    olderTab.set('leak-lab:sandbox:example', JSON.stringify(over));
    expect(open().history.versions.value).toMatchObject([{ because: 'left', edits: { 'client.ts': 'mine' } }]);
  });

  it.each(['ran', 'given', 'solution'])('keeps nothing more of what is left where it is there anyway: %s', (text) => {
    const work = open();
    type(work, 'ran');
    work.recordRun(work.files.value, work.fromLink.value);
    type(work, text);
    work.dispose();
    expect(open().history.versions.value).toMatchObject([{ because: 'ran' }]);
  });

  it('still asks before code from a link runs here, after a tab of an older page has written it down, which knows of no links', () => {
    const work = open();
    const olderTab = storage.now.tab();
    work.takeLink({ 'client.ts': 'linked' });
    const { fromLink: _, ...saved } = JSON.parse(olderTab.get('leak-lab:sandbox:example')!);
    const older = { ...saved, savedAt: saved.savedAt + 1, edits: { 'client.ts': 'linked, edited' } };
    olderTab.set('leak-lab:sandbox:example', JSON.stringify(older));
    expect([client(work), work.fromLink.value]).toEqual(['linked, edited', true]);
    olderTab.set('leak-lab:sandbox:example', JSON.stringify({ ...older, savedAt: saved.savedAt + 2, edits: {} }));
    expect(work.fromLink.value).toBe(false);
  });

  it('does not forget the version put aside when a reset has nothing to reset', () => {
    const work = open();
    type(work, 'mine');
    work.reset();
    work.reset();
    work.bringBack();
    expect(client(work)).toBe('mine');
  });

  it('asks about a link’s code whenever that comes back from a run, however long ago, and not about the solution over it', () => {
    const work = open();
    work.takeLink({ 'client.ts': 'x'.repeat(160_000) });
    const theirs = work.files.value;
    work.recordRun(theirs, true);
    work.reset();
    type(work, 'mine');
    work.recordRun(work.files.value, false);
    work.bringBackRun(theirs, true);
    expect(work.fromLink.value).toBe(true);
    work.applySolution();
    expect(work.fromLink.value).toBe(false);
  });

  it('knows the solution when it sees it', () => {
    const work = open();
    work.applySolution();
    expect(work.kind(work.files.value)).toBe('solution');
    work.edit('client.ts', 'solution, and more');
    expect(work.kind(work.files.value)).toBe('edited');
  });

  it('keeps the last check, marks it stale after an edit, and never forgets that the exercise was solved', () => {
    const work = open();
    work.recordCheck(work.files.value, [{ id: 'enough-calls', result: 'passed', figures: {} }], true);
    expect(open().checked.value?.stale).toBe(false);
    type(work, 'mine');
    expect(work.checked.value?.stale).toBe(true);
    work.recordCheck(work.files.value, [{ id: 'enough-calls', result: 'failed', figures: {} }], false);
    expect(open().solved.value).toBe(true);
  });

  it('says where nothing can be kept, and works on', () => {
    storage.now.refuses = true;
    const work = open();
    type(work, 'mine');
    expect(work.kept.value).toBe(false);
    expect(client(work)).toBe('mine');
  });

  describe('opens work of another version, with all of it that this one understands', () => {
    const criterion = { id: 'enough-calls', result: 'passed', figures: { calls: 1 } };
    const saved = {
      version: 1,
      savedAt: 1,
      edits: { 'client.ts': 'mine' },
      previous: null,
      solved: true,
      checked: { edits: { 'client.ts': 'mine' }, criteria: [criterion] },
    };
    const opened = (work: object) => {
      storage.now.texts.set('leak-lab:sandbox:example', JSON.stringify(work));
      return open();
    };

    it('as it was', () => expect(opened(saved).checked.value).toEqual({ criteria: [criterion], stale: false }));

    it.each<[string, object]>([
      ['a later version', { version: 7, more: { things: [] } }],
      ['a criterion of another name', { checked: { edits: {}, criteria: [{ ...criterion, id: 'renamed' }] } }],
      ['a criterion more', { checked: { edits: {}, criteria: [criterion, criterion] } }],
      ['a result of another name', { checked: { edits: {}, criteria: [{ ...criterion, result: 'unsure' }] } }],
      ['figures of another kind', { checked: { edits: {}, criteria: [{ ...criterion, figures: { calls: '1' } }] } }],
      ['a check of another shape', { checked: 'passed' }],
      ['a reason of another name', { previous: { edits: {}, by: 'a-robot' } }],
      ['nothing but the edits', { savedAt: undefined, previous: undefined, checked: undefined }],
      ['a time that never comes', { savedAt: 1e300 }],
      ['no time', { savedAt: 'now' }],
    ])('%s', (_name, other) => {
      const work = opened({ ...saved, ...other });
      expect([client(work), work.solved.value, work.unreadable.value]).toEqual(['mine', true, false]);
      type(work, 'more');
      const tab = open(storage.now.tab());
      expect(client(tab)).toBe('more');
      type(tab, 'from there');
      expect(client(work)).toBe('from there');
      work.reset();
      expect(client(open())).toBe('given');
    });
  });

  it.each([
    '{',
    '{"version":2}',
    '{"version":2,"edits":["a.ts"]}',
    '[]',
    '{"version":1,"savedAt":1,"edits":{"a":1},"previous":null,"solved":false,"checked":null}',
  ])('puts aside what it cannot read: %s', (text) => {
    storage.now.texts.set('leak-lab:sandbox:example', text);
    const work = open();
    expect(work.unreadable.value).toBe(true);
    expect(client(work)).toBe('given');
    type(work, 'mine');
    expect([...storage.now.texts.values()]).toContain(text);
  });
});

describe('Work in two tabs', () => {
  it('shows the newest edit in both, and can bring back the version it replaced', () => {
    const [one, two] = [open(), open()];
    type(one, 'one');
    type(two, 'two');
    expect([client(one), client(two)]).toEqual(['two', 'two']);
    expect(one.previous.value).toBe('other-tab');
    one.bringBack();
    expect([client(one), client(two)]).toEqual(['one', 'one']);
  });

  it('keeps the version of this tab aside while the other goes on typing', () => {
    const [one, two] = [open(), open()];
    type(one, 'one');
    for (const text of ['t', 'tw', 'two']) type(two, text);
    one.bringBack();
    expect(client(one)).toBe('one');
  });

  it('keeps what another tab left once it is typed over here, though that tab is gone: no editor can undo that', () => {
    const [one, two] = [open(), open()];
    type(two, 'two');
    for (const text of ['o', 'on', 'one']) type(one, text);
    one.dispose();
    type(two, 'over it');
    expect(two.history.versions.value.map(({ because, edits }) => [because, edits['client.ts']])).toContainEqual([
      'left',
      'one',
    ]);
  });

  it('does not overwrite unseen what a sleeping tab has not heard of', () => {
    const sleeper = storage.now.tab();
    const [one, two] = [open(sleeper), open()];
    sleeper.asleep = true;
    type(two, 'two');
    type(one, 'one');
    expect(client(one)).toBe('one');
    expect(one.previous.value).toBe('this-tab');
    one.bringBack();
    expect(client(one)).toBe('two');
  });

  it('catches up when it wakes', () => {
    const sleeper = storage.now.tab();
    const [one, two] = [open(sleeper), open()];
    sleeper.asleep = true;
    type(two, 'two');
    one.refresh();
    expect(client(one)).toBe('two');
  });

  it('stays solved where that could not be written down and the other tab knows nothing of it', () => {
    const [one, two] = [open(), open()];
    storage.now.refuses = true;
    one.recordCheck(one.files.value, [], true);
    storage.now.refuses = false;
    two.edit('client.ts', 'two');
    vi.setSystemTime(Date.now() + 1000);
    two.flush();
    expect(client(one)).toBe('two');
    expect(one.solved.value).toBe(true);
  });

  it('is solved in both once it is in one', () => {
    const [one, two] = [open(), open()];
    two.recordCheck(two.files.value, [], true);
    expect(one.solved.value).toBe(true);
  });

  it('has in its history whatever edits, solutions, resets and versions brought back took the place of', () => {
    const work = open();
    type(work, 'mine');
    work.applySolution();
    work.reset();
    work.bringBack();
    expect(client(work)).toBe('solution');
    const mine = work.history.versions.value.find(({ edits }) => edits['client.ts'] === 'mine')!;
    work.restore(mine);
    expect(client(work)).toBe('mine');
    expect(client(open())).toBe('mine');
    const reloaded = open().history.versions.value.map(({ edits }) => edits['client.ts']);
    expect(reloaded).toEqual(expect.arrayContaining(['mine', 'solution', undefined]));
  });

  it('makes, renames and deletes files of the learner’s own, and none of the exercise’s', () => {
    const work = open();
    work.add('lib/a.ts', 'a');
    work.rename('lib/a.ts', 'b.ts');
    work.rename('client.ts', 'mine.ts');
    work.remove('client.ts');
    expect(Object.keys(work.files.value).sort()).toEqual(['b.ts', 'client.ts', 'server.ts']);
    work.remove('b.ts');
    expect('b.ts' in open().files.value).toBe(false);
    expect(work.history.versions.value.at(-1)).toMatchObject({ because: 'removed', edits: { 'b.ts': 'a' } });
    work.bringBack();
    expect(open().files.value['b.ts']).toBe('a');
    work.reset();
    expect('b.ts' in work.files.value).toBe(false);
    work.bringBack();
    expect(work.files.value['b.ts']).toBe('a');
  });

  it('remembers that its files came by a link until the reader agrees, over edits, reloads and versions', () => {
    const work = open();
    type(work, 'mine');
    work.takeLink({ 'client.ts': 'theirs' });
    expect([work.previous.value, open().fromLink.value]).toEqual(['link', true]);
    type(work, 'theirs, changed');
    work.recordRun(work.files.value, work.fromLink.value);
    work.reset();
    expect(work.fromLink.value).toBe(false);
    work.bringBack();
    expect(open().fromLink.value).toBe(true);
    work.agree();
    expect(open().fromLink.value).toBe(false);
    work.restore(work.history.versions.value.find(({ edits }) => edits['client.ts'] === 'mine')!);
    expect([client(work), work.fromLink.value]).toEqual(['mine', false]);
    work.takeLink({ 'client.ts': 'theirs' });
    work.restore(work.history.versions.value.find(({ edits }) => edits['client.ts'] === 'mine')!);
    expect(work.fromLink.value).toBe(false);
    work.restore(work.history.versions.value.find(({ edits }) => edits['client.ts'] === 'theirs')!);
    expect(work.fromLink.value).toBe(true);
  });
});
