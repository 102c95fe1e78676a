import type { TypeRow } from './compare.ts';

/** What the columns are called. */
export type CsvHeads = Readonly<
  Record<'type' | 'module' | 'count' | 'bytes' | 'retained' | 'countBefore' | 'bytesBefore' | 'fresh' | 'gone', string>
>;

/** The rows as a spreadsheet reads them (RFC 4180). */
export function toCsv(rows: readonly TypeRow[], retained: Float64Array | null, heads: CsvHeads): string {
  const hasBefore = rows.some(({ before }) => before);
  const hasChanged = rows.some(({ changed }) => changed);
  const lines = [
    [
      heads.type,
      heads.module,
      heads.count,
      heads.bytes,
      ...(retained ? [heads.retained] : []),
      ...(hasBefore ? [heads.countBefore, heads.bytesBefore] : []),
      ...(hasChanged ? [heads.fresh, heads.gone] : []),
    ],
    ...rows.map(({ name, module, type, count, bytes, before, changed }) => [
      name,
      module ?? '',
      count,
      bytes,
      ...(retained ? [type === null ? 0 : retained[type]!] : []),
      ...(hasBefore ? [before?.count ?? 0, before?.bytes ?? 0] : []),
      ...(hasChanged ? [changed?.fresh ?? 0, changed?.gone ?? 0] : []),
    ]),
  ];
  return lines.map((line) => line.map(cell).join(',') + '\r\n').join('');
}

/** A name that begins like a formula is kept from being one by the quotes' side: a spreadsheet would run it. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
