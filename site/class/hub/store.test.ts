import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClass } from './access.ts';
import { SqliteStore } from './sqlite-store.ts';
import { storeContract } from './testing/store-contract.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a store in SQLite', () => {
  storeContract(async () => new SqliteStore(':memory:'));

  it('lets no second hub at its file', async () => {
    const file = path.join(folder, 'two.sqlite');
    const { store } = await opened(file);
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
    const { store, record } = await opened(file);
    const stored = (await store.since(record.id, 0)).map(({ n }) => n);
    expect(stored.length).toBe(new Set(stored).size);
    expect([...acknowledged].filter((n) => !stored.includes(n))).toEqual([]);
    await store.close();
  });
});

async function opened(file: string) {
  const store = new SqliteStore(file);
  return { store, record: await store.open(newClass('Monday')) };
}

/** Until so many are acknowledged. */
async function enough(child: ChildProcess, acknowledged: ReadonlySet<number>, count: number): Promise<void> {
  while (acknowledged.size < count) await once(child, 'message');
}
