export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** One line of a bench: what it is, and the figure to three digits. */
export function row(name: string, value: number, unit = ''): void {
  console.log(`${name.padEnd(60)} ${value.toPrecision(value >= 1000 ? 4 : 3).padStart(10)} ${unit}`);
}
