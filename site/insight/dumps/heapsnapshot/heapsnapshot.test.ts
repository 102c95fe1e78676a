import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'heap-snapshot-toolkit';
import { afterAll, describe, expect, test } from 'vitest';
import { typeRows } from '../compare.ts';
import type { Dump } from '../dump.ts';
import { readDump } from '../read-dump.ts';
import { recognise } from '../recognise.ts';

const folder = mkdtempSync(join(tmpdir(), 'heaps-'));
afterAll(() => rmSync(folder, { recursive: true }));

function snapshotOf(kind: string, size = 1000): string {
  const file = join(folder, `${kind}-${size}.heapsnapshot`);
  execFileSync(process.execPath, [
    join(import.meta.dirname, '../../../../tests/dumps/heap-of.ts'),
    kind,
    file,
    `${size}`,
  ]);
  return file;
}

const read = async (file: string) => readDump(await openAsBlob(file));

/** With HEAPS=all, of each kind that `heap-of.ts` makes. */
const kinds =
  process.env.HEAPS === 'all'
    ? ['map', 'weak', 'events', 'signal', 'timers', 'arrays', 'closures', 'contexts', 'server', 'modules']
    : ['weak'];

/** What the test asks of DevTools' own code. */
interface DevTools {
  readonly nodeFieldCount: number;
  createNode(index: number): { nodeIndex: number; selfSize(): number; retainedSize(): number };
  aggregatesWithFilter(filter: object): Record<string, { name: string; count: number; self: number }>;
}

describe.each(kinds)('a snapshot of Node, filled with %s', (kind) => {
  test('has the sizes, retained sizes and counts by constructor that DevTools’ own code finds', async () => {
    const file = snapshotOf(kind);
    const dump = await read(file);
    const theirs = (await parse(createReadStream(file, 'utf-8'))) as unknown as DevTools;
    const { graph, dominators } = dump;
    const node = theirs.createNode(0);
    let differing = 0;
    for (let index = 0; index < graph.nodeCount; index++) {
      node.nodeIndex = index * theirs.nodeFieldCount;
      if (node.selfSize() !== graph.sizes[index]) differing++;
      else if (!graph.isMadeUp[index] && node.retainedSize() !== dominators.retained[index]) differing++;
    }
    expect(differing).toBe(0);
    expect(byConstructor(dump)).toEqual(aggregated(theirs));
  });
});

function byConstructor({ graph, table }: Dump): Record<string, unknown> {
  const rows = graph.types.map(
    ({ name }, type) => [name, { count: table.counts[type], self: table.bytes[type] }] as const,
  );
  return Object.fromEntries(rows.filter(([, { count }]) => count));
}

/** DevTools names plain objects by their fields, `{x, y}`; and counts the root, which has a size but is no object. */
function aggregated(theirs: DevTools): Record<string, unknown> {
  const sums: Record<string, { count: number; self: number }> = {};
  for (const { name, count, self } of Object.values(theirs.aggregatesWithFilter({}))) {
    if (name === '(synthetic)') continue;
    const sum = (sums[name.startsWith('{') ? 'Object' : name] ??= { count: 0, self: 0 });
    sum.count += count;
    sum.self += self;
  }
  return sums;
}

test('knows listeners of an emitter and of a signal by their shape', async () => {
  expect(recognise(await read(snapshotOf('events')), null)).toMatchObject([{ kind: 'events', count: 1000 }]);
  expect(recognise(await read(snapshotOf('signal')), null)).toMatchObject([{ kind: 'cancellations', count: 1000 }]);
});

test('tells objects that are new from those that were there', async () => {
  const dump = await read(snapshotOf('map', 500));
  const rows = typeRows(dump, dump);
  expect(rows.every(({ changed }) => changed?.fresh === 0 && changed.gone === 0)).toBe(true);
});

test('names what holds an object by variables and fields', async () => {
  const dump = await read(snapshotOf('map', 500));
  const type = dump.graph.types.findIndex(({ name }) => name === 'Session');
  const { ways: found } = dump.waysTo(type);
  expect(found[0]).toMatchObject({ count: 500 });
  expect(found[0]!.steps.map(({ by }) => by?.name)).toContain('held');
});
