import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from '../../site/sandbox/protocol/samples.ts';
import { root } from '../support/templates.ts';

/** What a program of known truth sampled once, in one runtime: the floor's samples, and the first that had a call. */
export interface Stream {
  readonly runtime: string;
  /** `<what it does>.<truth>` */
  readonly program: string;
  readonly samples: readonly Sample[];
}

/** One row for each program; in it, one array for each sample, its figures in this order. */
const fields = [
  'at',
  'calls',
  'callsFailed',
  'callsOpen',
  'clientsCreated',
  'channelsCreated',
  'methodsCached',
  'heapUsed',
  'heapAfterGc',
  'dataAfterGc',
  'buffers',
] as const satisfies (keyof Sample)[];
const aliveFields = ['clients', 'methods', 'channels', 'methodsCached'] as const;
type Row = (number | null)[];
type Rows = Record<string, { source: Sample['source']; rows: Row[] }>;

const fileOf = (runtime: string): string => join(root, 'tests/verdicts/streams', `${runtime}.json`);

const read = (runtime: string): Rows =>
  existsSync(fileOf(runtime)) ? (JSON.parse(readFileSync(fileOf(runtime), 'utf8')) as Rows) : {};

export function streams(runtime: string): Stream[] {
  return Object.entries(read(runtime)).map(([program, { source, rows }]) => ({
    runtime,
    program,
    samples: rows.map((row) => toSample(row, source)),
  }));
}

/** Adds a stream to those kept, or puts it in place of the program's last. Whole milliseconds and bytes. */
export function keepStream(runtime: string, program: string, samples: readonly Sample[]): void {
  const firstCall = samples.findIndex(({ calls, callsFailed }) => calls + callsFailed > 0);
  const kept = samples.filter(({ heapAfterGc, alive }, index) => heapAfterGc !== null || alive || index === firstCall);
  if (!kept.length) return;
  const all = { ...read(runtime), [program]: { source: kept[0]!.source, rows: kept.map(toRow) } };
  const lines = Object.keys(all)
    .sort()
    .map((name) => `${JSON.stringify(name)}: ${JSON.stringify(all[name])}`);
  writeFileSync(fileOf(runtime), `{\n${lines.join(',\n')}\n}\n`);
}

function toRow(sample: Sample): Row {
  const round = (value: number | null) => (value === null ? null : Math.round(value));
  return [
    ...fields.map((field) => round(sample[field])),
    ...(sample.alive ? aliveFields.map((field) => sample.alive![field]) : []),
  ];
}

function toSample(row: Row, source: Sample['source']): Sample {
  const figures = Object.fromEntries(fields.map((field, i) => [field, row[i]]));
  const counts = row.slice(fields.length);
  const alive = counts.length ? Object.fromEntries(aliveFields.map((field, i) => [field, counts[i]])) : null;
  return { ...figures, alive, source } as unknown as Sample;
}
