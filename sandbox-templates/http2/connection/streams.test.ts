import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Streams } from './streams.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;

// A second try would come with a full collection.
test('streams that have come and gone are let go without a full collection', { retry: 0 }, () => {
  const open = new Streams<number[]>();
  const churn = (from: number, to: number) => {
    for (let id = from; id < to; id += 2) {
      open.add(id, new Array<number>(1000).fill(id));
      if (id > 8) open.delete(id - 8);
      if (id % 100 === 1) collect({ type: 'minor' });
    }
    collect({ type: 'minor' });
    collect({ type: 'minor' });
    return process.memoryUsage().heapUsed;
  };
  const before = churn(1, 2001);
  expect((churn(2001, 10_001) - before) / 2 ** 20).toBeLessThan(4);
  expect(open.size).toBe(4);
});

test('streams are told by their identifiers, in their order', () => {
  const open = new Streams<string>();
  for (const id of [1, 3, 2]) open.add(id, `stream ${id}`);
  open.delete(3);
  open.delete(3);
  expect([open.get(1), open.get(3), open.size, open.all()]).toEqual([
    'stream 1',
    undefined,
    2,
    ['stream 1', 'stream 2'],
  ]);
});
