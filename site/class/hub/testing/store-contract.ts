import { expect, it } from 'vitest';
import { empty, fold } from '../../state.ts';
import { newClass } from '../access.ts';
import type { NewEvent, Store } from '../store.ts';
import { firstReport } from '../../../../tests/support/class-report.ts';

const joined: NewEvent = {
  by: 'ann',
  source: 'ann join',
  n: 0,
  data: { type: 'joined', name: 'Ann', tokenHash: 'hash' },
};
const report = (n: number, runs: number): NewEvent => ({
  by: 'ann',
  source: 'ann page',
  n,
  data: { type: 'report', exercise: 'the-leak', ...firstReport, runs },
});

/** What every store does: called in a `describe`, with what opens an empty one. */
export function storeContract(open: () => Promise<Store>): void {
  const of = async () => {
    const store = await open();
    return { store, record: await store.open(newClass('Monday')) };
  };

  it('counts up, leaves out what it has, and keeps of reports the newest', async () => {
    const { store, record } = await of();
    await store.append(record.id, [joined, report(0, 1), report(1, 2)]);
    await store.append(record.id, [report(1, 2), report(2, 3)]);
    const events = await store.since(record.id, 0);
    expect(events.map(({ seq, n }) => [seq, n])).toEqual([
      [1, 0],
      [4, 2],
    ]);
    expect(fold(empty, events).members.get('ann')!.work['the-leak']!.runs).toBe(3);
    await store.close();
  });

  it('keeps where a learner is who changes tabs', async () => {
    const { store, record } = await of();
    const place = (page: string, n: number, hidden: boolean): NewEvent => ({
      by: 'ann',
      source: `ann ${page}`,
      n,
      data: { type: 'place', lesson: page, hidden, page },
    });
    await store.append(record.id, [joined, place('the-leak', 0, false)]);
    const live = fold(empty, await store.since(record.id, 0));
    await store.append(record.id, [place('filters', 0, false), place('the-leak', 1, true)]);
    for (const state of [live, empty])
      expect(fold(state, await store.since(record.id, state.seq)).members.get('ann')).toMatchObject({
        lesson: 'filters',
        away: false,
      });
    await store.close();
  });

  it('gives the class of a name that is there', async () => {
    const { store, record } = await of();
    expect(await store.open(newClass('Monday'))).toEqual(record);
    await store.delete(record.id);
    await store.append(record.id, [joined]);
    expect(await store.classes()).toEqual([]);
    await store.close();
  });
}
