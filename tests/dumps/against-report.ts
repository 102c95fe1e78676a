import { typeRows } from '../../site/insight/dumps/compare.ts';
import { parseGcdump } from '../../site/insight/dumps/gcdump/gcdump.ts';
import { readDump } from '../../site/insight/dumps/read-dump.ts';

/** What a dump and `dotnet-gcdump report` of it say of one type. */
interface Difference {
  readonly type: string;
  readonly reported: number;
  readonly found: number;
}

/** A `.gcdump` set against the text that `dotnet-gcdump report` prints of it: objects by type, module and size of a type's first object. */
export async function againstReport(dump: Uint8Array<ArrayBuffer>, report: string) {
  const { bytes, objects, rows } = reported(report);
  const file = parseGcdump(dump);
  const key = (type: string, module: string, size: number) => `${type} [${module}] ${size}`;
  const found = new Map<string, number>();
  for (const index of file.typeOf) {
    const { name, module, firstSize } = file.types[index]!;
    const at = key(name, module?.split('/').at(-1) ?? '', firstSize);
    found.set(at, (found.get(at) ?? 0) + 1);
  }
  const expected = new Map<string, number>();
  for (const { type, module, size, count } of rows) {
    const at = key(type, module, size);
    expected.set(at, (expected.get(at) ?? 0) + count);
  }
  const differing: Difference[] = [...expected]
    .map(([type, reported]) => ({ type, reported, found: found.get(type) ?? 0 }))
    .filter((one) => one.found !== one.reported);
  const read = await readDump(new Blob([dump]));
  const { table, graph } = read;
  const madeUp = graph.isMadeUp.reduce((sum, isMadeUp, node) => sum + (isMadeUp ? graph.sizes[node]! : 0), 0);
  return {
    rows: rows.length,
    differing,
    objects: { reported: objects, found: file.typeOf.length },
    bytes: { reported: bytes, found: file.totalSize, shown: table.total.bytes + madeUp },
    /** Objects of the table, and of its rows. */
    table: { total: table.total.count, rows: typeRows(read, null).reduce((sum, { count }) => sum + count, 0) },
  };
}

/** The report as numbers: the sums, and its rows, which have the size of a type's first object. */
function reported(report: string) {
  const lines = report.split('\n');
  const number = (text: string) => Number(text.replaceAll(',', ''));
  const sum = (word: string) => number(/[\d,]+/.exec(lines.find((line) => line.includes(word))!)![0]);
  const rows = lines
    .map((line) => /^ *([\d,]+) +([\d,]+) {2}(.*?)(?: {2}\[(.*)\])? *$/.exec(line))
    .filter((row) => row !== null)
    .map(([, size, count, type, module]) => ({
      size: number(size!),
      count: number(count!),
      type: type!,
      module: module ?? '',
    }));
  return { bytes: sum('GC Heap bytes'), objects: sum('GC Heap objects'), rows };
}
