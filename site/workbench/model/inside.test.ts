import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { SnapshotLot } from '../../sandbox/protocol/messages.ts';
import type { Run } from '../../sandbox/run/run.ts';
import { Inside } from './inside.ts';
import type { Place } from './place.ts';
import { RunList } from './run-list.ts';

const run = {} as Run;

test.each<[string, [lot: string, rest: SnapshotLot['rest']][]]>([
  [
    'is cut off on its way',
    [
      ['AQI=', 'more'],
      ['', 'lost'],
    ],
  ],
  ['could not be taken', [['', 'lost']]],
  [
    'lacks a piece',
    [
      ['AQI=', 'more'],
      ['?', 'more'],
      ['', 'none'],
    ],
  ],
])('says that a snapshot which %s failed, and keeps the one before, which was whole', async (_what, lots) => {
  const inside = new Inside({ session: null } as Place, new RunList(), signal('running'));
  const take = (lots: [lot: string, rest: SnapshotLot['rest']][]) => {
    inside.takeSnapshot();
    for (const [lot, rest] of lots) inside.take({ type: 'snapshot', run, lot, rest });
  };
  take([
    ['AQI=', 'more'],
    ['Aw==', 'more'],
    ['', 'none'],
  ]);
  expect(inside.snapshotState.value).toBe('none');
  take(lots);
  expect(inside.snapshotState.value).toBe('failed');
  expect(inside.snapshots.value.map(({ number }) => number)).toEqual([1]);
  expect(new Uint8Array(await inside.snapshots.value[0]!.file.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
});
