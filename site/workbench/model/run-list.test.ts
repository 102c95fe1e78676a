import { expect, it } from 'vitest';
import type { Run } from '../../sandbox/run/run.ts';
import { RunList } from './run-list.ts';

it('lets the oldest run go that is not pinned, and keeps names', () => {
  const runs = new RunList();
  for (let i = 0; i < 6; i++) runs.add({ samples: [] } as unknown as Run, 'as-given');
  runs.pin(1, true);
  runs.rename(1, 'mine');
  runs.add({ samples: [] } as unknown as Run, 'edited');
  expect(runs.all.value.map(({ id }) => id)).toEqual([1, 3, 4, 5, 6, 7]);
  expect(runs.all.value[0]!.name).toBe('mine');
  runs.rename(1, '');
  expect(runs.all.value[0]!.name).toBeNull();
});

it('lets none go for a run that comes to nothing', () => {
  const runs = new RunList();
  const [worthIt, inVain] = [[{ at: 0, calls: 1 }], [{ at: 0, calls: 0 }]].map(
    (samples) => ({ samples }) as unknown as Run,
  ) as [Run, Run];
  const press = (run: Run) => {
    const pressed = { ...run };
    runs.add(pressed, 'edited');
    runs.end(pressed);
  };
  for (const run of [worthIt, worthIt, worthIt, worthIt, worthIt, worthIt, inVain, inVain]) press(run);
  runs.end(runs.latest.value!.run);
  expect(runs.all.value.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
  press(worthIt);
  expect(runs.all.value.map(({ id }) => id)).toEqual([2, 3, 4, 5, 6, 9]);
});
