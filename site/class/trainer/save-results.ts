import type { Results } from '../answers.ts';

/** Rows of learners, columns of lessons, 1 where it is solved. */
export function toCsv({ learners }: Results, exercises: readonly string[]): string {
  const rows = [
    ['name', ...exercises],
    ...learners.map(({ name, solved }) => [name, ...exercises.map((id) => (solved.includes(id) ? '1' : '0'))]),
  ];
  // With its mark, so that spreadsheets read it as UTF-8.
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/**
 * RFC 4180; and what a spreadsheet would take for a formula is text, in East Asia also by a wide sign. Where decimals have a comma, fields end at
 * a semicolon.
 */
function cell(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
