import { execFileSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { againstDevTools } from '../../../../tests/dumps/against-devtools.ts';
import { typeRows } from '../compare.ts';
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

test('has the sizes, retained sizes and counts by constructor that DevTools’ own code finds', async () => {
  const { differing, ours, theirs } = await againstDevTools(snapshotOf('weak'));
  expect(differing).toBe(0);
  expect(ours).toEqual(theirs);
});

test('knows listeners of an emitter, a target and a signal by their shape', async () => {
  expect(recognise(await read(snapshotOf('events')), null)).toMatchObject([
    { kind: 'events', name: 'changed', count: 1000 },
  ]);
  expect(recognise(await read(snapshotOf('target')), null)).toMatchObject([{ kind: 'events', count: 1000 }]);
  expect(recognise(await read(snapshotOf('signal')), null)).toMatchObject([{ kind: 'cancellations', count: 1000 }]);
});

test('knows timers that wait, but not those that sockets have of their own', async () => {
  expect(recognise(await read(snapshotOf('timers')), null)).toMatchObject([{ kind: 'timers', count: 1000 }]);
  expect(recognise(await read(snapshotOf('sockets')), null)).toEqual([]);
});

test('tells objects that are new from those that were there', async () => {
  const dump = await read(snapshotOf('map', 500));
  const rows = typeRows(dump, dump);
  expect(rows.every(({ changed }) => changed?.fresh === 0 && changed.gone === 0)).toBe(true);
});

test('tells no object of another process to be new: each numbers its own', async () => {
  const rows = typeRows(await read(snapshotOf('map', 500)), await read(snapshotOf('events')));
  expect(rows.filter(({ changed }) => changed)).toEqual([]);
});

test('names what holds an object by variables and fields', async () => {
  const dump = await read(snapshotOf('map', 500));
  const type = dump.graph.types.findIndex(({ name }) => name === 'Session');
  const { ways: found } = dump.waysTo(type);
  expect(found[0]).toMatchObject({ count: 500 });
  expect(found[0]!.steps.map(({ by }) => by?.name)).toContain('held');
});
