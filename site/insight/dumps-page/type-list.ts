import type { TypeRow } from '../dumps/compare.ts';

export type Column = 'type' | 'count' | 'countMore' | 'bytes' | 'bytesMore' | 'retained' | 'fresh' | 'gone' | 'kept';

export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

/** Types of the runtime and its libraries, and what V8 has for itself. */
const ofFramework =
  /^(System|Microsoft|Internal|Interop|MS)\.|^(string|object|bool|byte|char|int|uint|long|ulong|short|double|float|decimal|nint|nuint)\b[[\],?]*$|^\(|^(system|Node) \//;

/** By module where a name has no namespace: collectors leave that of nested types out. */
const modules = /^(System|Microsoft)\.|^(mscorlib|netstandard|WindowsBase)\.dll$/;

/** Whether a type is the runtime’s or a library’s of its maker. */
export const isFramework = ({ name, module }: TypeRow): boolean =>
  ofFramework.test(name) || (module !== null && modules.test(module));

export const valueOf = (row: TypeRow, column: Exclude<Column, 'type'>, retained: Float64Array | null): number => {
  switch (column) {
    case 'count':
      return row.count;
    case 'countMore':
      return row.count - (row.before?.count ?? 0);
    case 'bytes':
      return row.bytes;
    case 'bytesMore':
      return row.bytes - (row.before?.bytes ?? 0);
    case 'retained':
      return row.type === null ? 0 : (retained?.[row.type] ?? 0);
    case 'fresh':
      return row.changed?.fresh ?? 0;
    case 'gone':
      return row.changed?.gone ?? 0;
    case 'kept':
      return row.changed ? row.count - row.changed.fresh : 0;
  }
};

/** The rows that are asked for, in the order that is asked for. */
export function chosenRows(
  rows: readonly TypeRow[],
  { by, descending }: Order,
  search: string,
  hideFramework: boolean,
  retained: Float64Array | null,
): TypeRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = rows.filter((row) => {
    if (hideFramework && isFramework(row)) return false;
    const name = `${row.name} ${row.module ?? ''}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
  const sign = descending ? -1 : 1;
  if (by === 'type') return chosen.sort((a, b) => sign * (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return chosen.sort((a, b) => sign * (valueOf(a, by, retained) - valueOf(b, by, retained)) || b.bytes - a.bytes);
}
