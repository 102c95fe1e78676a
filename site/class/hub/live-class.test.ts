import { expect, it } from 'vitest';
import { newClass } from './access.ts';
import { LiveClass } from './live-class.ts';
import { SqliteStore } from './sqlite-store.ts';

it('stores what comes in the moment in which it has stored all', async () => {
  const store = new SqliteStore(':memory:');
  const live = new LiveClass(await store.open(newClass('Monday')), store, () => undefined);
  let n = 0;
  let stored = 0;
  const take = () => {
    const event = { by: 'tess', source: 'tess page', n: n++, data: { type: 'export', trainer: 'Tess' } } as const;
    return new Promise<void>((resolve) =>
      live.take(event, () => {
        stored++;
        resolve();
      }),
    );
  };
  for (let turns = 0; turns < 12; turns++) {
    await take();
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    void take();
    await expect.poll(() => stored).toBe(n);
  }
  await live.close();
});
