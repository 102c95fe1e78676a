import { describe, expect, it } from 'vitest';
import { decodeHistory, History, historyKeyOf } from './history.ts';
import { FakeStorage } from './testing.ts';

const key = historyKeyOf('example');
const texts = (history: History) => history.versions.value.map(({ edits }) => edits['client.ts']);
const open = (storage: FakeStorage, now?: () => number) => new History('example', storage.tab(), now);

describe('History', () => {
  it('keeps each version once, in order, for the next visit', () => {
    const storage = new FakeStorage();
    const history = open(storage);
    history.keep({ 'client.ts': 'one' }, 'ran');
    history.keep({ 'client.ts': 'one' }, 'ran');
    history.keep({ 'client.ts': 'two' }, 'reset');
    expect(texts(history)).toEqual(['one', 'two']);
    expect(texts(open(storage))).toEqual(['one', 'two']);
  });

  it('has what edit, solution, reset and "bring back" replaced, all of it', () => {
    const history = open(new FakeStorage());
    history.keep({ 'client.ts': 'mine' }, 'solution');
    history.keep({ 'client.ts': 'solution' }, 'reset');
    history.keep({}, 'restored');
    expect(texts(history)).toEqual(['mine', 'solution', undefined]);
  });

  it('says what was found of a version that ran', () => {
    const history = open(new FakeStorage());
    history.keep({ 'client.ts': 'one' }, 'ran');
    history.keep({ 'client.ts': 'two' }, 'ran');
    history.found({ 'client.ts': 'one' }, { verdict: 'leaking' });
    history.found({ 'client.ts': 'two' }, { solved: true });
    history.found({ 'client.ts': 'never' }, { solved: true });
    expect(history.versions.value.map(({ verdict, solved }) => [verdict, solved])).toEqual([
      ['leaking', false],
      [null, true],
    ]);
  });

  it('joins what two tabs wrote, also one that slept', () => {
    const storage = new FakeStorage();
    let now = 0;
    const tab = storage.tab();
    const one = new History('example', tab, () => ++now);
    const two = open(storage, () => ++now);
    one.keep({ 'client.ts': 'a' }, 'ran');
    expect(texts(two)).toEqual(['a']);
    tab.asleep = true;
    two.keep({ 'client.ts': 'b' }, 'ran');
    one.keep({ 'client.ts': 'c' }, 'ran');
    expect(texts(one)).toEqual(['a', 'b', 'c']);
    expect(texts(two)).toEqual(['a', 'b', 'c']);
  });

  it('is bounded in number and in length, the oldest going first', () => {
    const history = open(new FakeStorage());
    for (let i = 0; i < 100; i++) history.keep({ 'client.ts': String(i) }, 'ran');
    expect(texts(history)).toHaveLength(40);
    expect(texts(history).at(-1)).toBe('99');
    history.keep({ 'client.ts': 'x'.repeat(140_000) }, 'ran');
    history.keep({ 'client.ts': 'y'.repeat(140_000) }, 'ran');
    expect(texts(history)).toEqual(['y'.repeat(140_000)]);
    history.keep({ 'client.ts': 'z'.repeat(1_000_000) }, 'ran');
    expect(texts(history)).toEqual(['z'.repeat(1_000_000)]);
  });

  it('keeps what two tabs write at once, neither having heard of the other', () => {
    const storage = new FakeStorage();
    const other = storage.tab();
    const history = open(storage);
    history.keep({ 'client.ts': 'mine' }, 'ran');
    const theirs = {
      id: 'theirs',
      at: 1,
      because: 'ran',
      edits: { 'client.ts': 'theirs' },
      verdict: null,
      solved: false,
    };
    other.set(key, JSON.stringify({ version: 1, versions: [theirs] }));
    const written = decodeHistory(storage.texts.get(key)!);
    expect(new Set(written.map(({ edits }) => edits['client.ts']))).toEqual(new Set(['mine', 'theirs']));
  });

  it('goes on in this tab where the storage refuses', () => {
    const storage = new FakeStorage();
    storage.refuses = true;
    const history = open(storage);
    history.keep({ 'client.ts': 'one' }, 'ran');
    expect(texts(history)).toEqual(['one']);
  });

  it.each(['', '{', '[]', '{"versions":7}', '{"versions":[null,7,{"id":1}]}', '{"versions":[{"id":"a","at":null}]}'])(
    'reads nothing from %j',
    (text) => expect(decodeHistory(text)).toEqual([]),
  );

  it('leaves out what is of another form and keeps the rest', () => {
    const good = { id: 'a', at: 1, because: 'ran', edits: {}, verdict: 'a verdict to come', solved: 'yes' };
    const versions = [good, { ...good, id: 'b', edits: { 'client.ts': 7 } }, { ...good, id: 'c', because: 'magic' }];
    expect(decodeHistory(JSON.stringify({ version: 2, versions }))).toEqual([
      { ...good, verdict: null, solved: false, fromLink: false },
    ]);
    expect(key).toBe('leak-lab:history:example');
  });

  it('writes down a reason that an older page does not know beside one that it does, which would else let the version go', () => {
    const storage = new FakeStorage();
    const history = open(storage);
    history.keep({ 'client.ts': 'mine' }, 'link');
    expect(JSON.parse(storage.texts.get(key)!).versions[0]).toMatchObject({ because: 'restored', why: 'link' });
    expect(decodeHistory(storage.texts.get(key)!)[0]).toMatchObject({ because: 'link' });
  });

  it('is not spoiled by a tab with an older page, which knows fewer reasons and fields and writes down what it knows', () => {
    const storage = new FakeStorage();
    const olderTab = storage.tab();
    const newer = open(storage);
    let at = 0;
    /** What a page from before `why` and `fromLink` did with each of its versions. */
    const older = {
      keep(text: string) {
        const kept = JSON.parse(olderTab.get(key) ?? '{"versions":[]}') as { versions: Record<string, unknown>[] };
        const known = kept.versions
          .filter(({ because }) => ['ran', 'reset', 'solution', 'restored', 'other-tab'].includes(because as string))
          .map(({ id, at, because, edits, verdict, solved }) => ({ id, at, because, edits, verdict, solved }));
        const mine = { id: text, at: ++at, because: 'ran', edits: { 'client.ts': text }, verdict: null, solved: false };
        olderTab.set(key, JSON.stringify({ version: 1, versions: [...known, mine] }));
      },
    };
    older.keep('a');
    newer.keep({ 'client.ts': 'b' }, 'link', true);
    older.keep('c');
    newer.keep({ 'client.ts': 'd' }, 'removed');
    older.keep('e');
    expect(new Set(texts(newer))).toEqual(new Set('abcde'));
    for (const versions of [newer.versions.value, open(storage).versions.value])
      expect(versions.find(({ edits }) => edits['client.ts'] === 'b')).toMatchObject({
        because: 'link',
        fromLink: true,
      });
    expect(new Set(texts(open(storage)))).toEqual(new Set('abcde'));
  });
});
