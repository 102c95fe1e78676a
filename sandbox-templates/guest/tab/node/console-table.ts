import { inspect } from 'node-inspect-extracted';

const show = (value: unknown): string => inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: typeof value === 'object' && value !== null ? -1 : 2 });
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What `console.table` draws, or null for what has no rows. */
export function table(data: unknown, wanted?: string[]): string | null {
  if (!isObject(data)) return null;
  const isKeyed = data instanceof Map || data instanceof Set;
  const rows: [string, unknown][] = isKeyed ? [...data].map((value, i) => [String(i), value]) : Object.entries(data);
  const columns = wanted ?? [...new Set(rows.flatMap(([, row]) => (isObject(row) ? Object.keys(row) : [])))];
  const hasValues = !wanted && rows.some(([, row]) => !isObject(row));
  const head = [isKeyed ? '(iteration index)' : '(index)', ...columns, ...(hasValues ? ['Values'] : [])];
  const body = rows.map(([index, row]) => [
    index,
    ...columns.map((column) => (isObject(row) && Object.hasOwn(row, column) ? show(Reflect.get(row, column)) : '')),
    ...(hasValues ? [isObject(row) ? '' : show(row)] : []),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((cells) => cells[i]!.length)) + 2);
  const rule = (left: string, middle: string, right: string) => left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const line = (cells: string[]) => `│${cells.map((cell, i) => ` ${cell}`.padEnd(widths[i]!)).join('│')}│`;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n');
}
