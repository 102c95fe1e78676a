import { inspect } from 'node-inspect-extracted';

/** In one line; of an object with more than two members, only what it is. */
function show(value: unknown): string {
  const isLarge = isObject(value) && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { depth: isLarge ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
}
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What `console.table` draws, or null for what has no rows. */
export function table(data: unknown, wanted?: string[]): string | null {
  if (!isObject(data)) return null;
  if (data instanceof Map)
    return draw(
      ['(iteration index)', 'Key', 'Values'],
      [...data].map(([key, value], i) => [String(i), show(key), show(value)]),
    );
  if (data instanceof Set)
    return draw(
      ['(iteration index)', 'Values'],
      [...data].map((value, i) => [String(i), show(value)]),
    );
  const rows: [string, unknown][] = Object.entries(data);
  const columns = wanted ?? [...new Set(rows.flatMap(([, row]) => (isObject(row) ? Object.keys(row) : [])))];
  const hasValues = !wanted && rows.some(([, row]) => !isObject(row));
  const head = ['(index)', ...columns, ...(hasValues ? ['Values'] : [])];
  const body = rows.map(([index, row]) => [
    index,
    ...columns.map((column) => (isObject(row) && Object.hasOwn(row, column) ? show(Reflect.get(row, column)) : '')),
    ...(hasValues ? [isObject(row) ? '' : show(row)] : []),
  ]);
  return draw(head, body);
}

function draw(head: string[], body: string[][]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...body.map((cells) => cells[i]!.length)) + 2);
  const rule = (left: string, middle: string, right: string) =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const line = (cells: string[]) => `│${cells.map((cell, i) => ` ${cell}`.padEnd(widths[i]!)).join('│')}│`;
  return [rule('┌', '┬', '┐'), line(head), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')].join('\n');
}
