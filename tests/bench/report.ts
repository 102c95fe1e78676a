export { median } from '../../site/sandbox/verdict/statistics.ts';

/** One line of a bench: what it is, and the figure to three digits. */
export function row(name: string, value: number, unit = ''): void {
  console.log(`${name.padEnd(60)} ${value.toPrecision(value >= 1000 ? 4 : 3).padStart(10)} ${unit}`);
}
