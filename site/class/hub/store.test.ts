import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { empty, fold } from '../state.ts';
import { newClass } from './access.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { NewEvent, Store } from './store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

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
  data: {
    type: 'report',
    exercise: 'the-leak',
    state: 'running',
    verdict: 'none',
    criteria: [],
    solved: false,
    runs,
    failedChecks: 0,
    floor: null,
  },
});

describe('a store', () => {
  const of = async (store: Store) => ({ store, record: await store.open(newClass('Monday')) });

  it('counts up, leaves out what it has, and keeps of reports the newest', async () => {
    const { store, record } = await of(new SqliteStore(':memory:'));
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

  it('gives the class of a name that is there', async () => {
    const { store, record } = await of(new SqliteStore(':memory:'));
    expect(await store.open(newClass('Monday'))).toEqual(record);
    await store.delete(record.id);
    await store.append(record.id, [joined]);
    expect(await store.classes()).toEqual([]);
    await store.close();
  });

  it('lets no second hub at its file', async () => {
    const file = path.join(folder, 'two.sqlite');
    const { store } = await of(new SqliteStore(file));
    expect(() => new SqliteStore(file)).toThrow(/locked/);
    await store.close();
  });

  it('has every event that it acknowledged, once, though its process is killed again and again', async () => {
    const file = path.join(folder, 'killed.sqlite');
    const acknowledged = new Set<number>();
    for (let round = 0; round < 4; round++) {
      const child = fork(new URL('./testing/append-for-ever.ts', import.meta.url).pathname, [file, String(round)]);
      child.on('message', (n) => acknowledged.add(Number(n)));
      await enough(child, acknowledged, 50 * (round + 1));
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    const { store, record } = await of(new SqliteStore(file));
    const stored = (await store.since(record.id, 0)).map(({ n }) => n);
    expect(stored.length).toBe(new Set(stored).size);
    expect([...acknowledged].filter((n) => !stored.includes(n))).toEqual([]);
    await store.close();
  });
});

/** Until so many are acknowledged. */
async function enough(child: ChildProcess, acknowledged: ReadonlySet<number>, count: number): Promise<void> {
  while (acknowledged.size < count) await once(child, 'message');
}
