import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import v8 from 'node:v8';
import { expect, test } from 'vitest';
import { readDump } from '../insight/dumps/read-dump.ts';
import { typeRows } from '../insight/dumps/compare.ts';
import { trimSnapshot } from './trim-snapshot.ts';

class Kept {
  readonly name = `kept ${'long '.repeat(100)}`;
}
const kept = Array.from({ length: 300 }, () => new Kept());

async function ownSnapshot(): Promise<string> {
  let json = '';
  for await (const chunk of v8.getHeapSnapshot().pipe(new PassThrough())) json += chunk;
  return json;
}

test('a trimmed snapshot is read, and has as many objects of a class, of the same bytes, held the same way', async () => {
  const json = await ownSnapshot();
  const trimmed = trimSnapshot(json);
  expect(trimmed.length).toBeLessThan(json.length * 0.7);
  const [whole, part] = await Promise.all([json, trimmed].map((text) => readDump(new Blob([text]))));
  const of = ({ graph, table }: typeof whole & {}) => {
    const type = graph.types.findIndex(({ name }) => name === 'Kept');
    return { count: table.counts[type], bytes: table.bytes[type] };
  };
  expect(of(part!)).toEqual(of(whole!));
  expect(of(part!).count).toBe(kept.length);
  expect(part!.graph.types.map(({ name }) => name)).not.toContain('(compiled code)');
});

test('the recorded pair is of one run: its members’ methods are new, its visits come and go, no ticket stays', async () => {
  const [earlier, later] = await Promise.all(
    [1, 2].map((number) =>
      readDump(
        new Blob([
          readFileSync(
            join(import.meta.dirname, `../../lessons/recordings/inside/find-it-yourself-${number}.heapsnapshot.gz`),
          ),
        ]),
      ),
    ),
  );
  const rows = new Map(typeRows(later!, earlier!).map((row) => [row.name, row]));
  const method = rows.get('Method')!;
  expect(method.changed!.fresh).toBe(method.count - method.before!.count);
  expect(method.changed!.fresh).toBeGreaterThan(150);
  expect(rows.get('Visit')).toMatchObject({ count: 200, before: { count: 200 }, changed: { fresh: 200, gone: 200 } });
  expect(rows.get('Ticket')?.count ?? 0).toBeLessThanOrEqual(1);
});
