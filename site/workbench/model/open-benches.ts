import { signal } from '@preact/signals';
import type { Bench } from './bench.ts';

/** The sandboxes that are open on this page, for whoever wants to watch them. */
export const openBenches = signal<readonly Bench[]>([]);

/** Shows a bench as open; returns the function that ends that. */
export function showOpen(bench: Bench): () => void {
  openBenches.value = [...openBenches.value, bench];
  return () => {
    openBenches.value = openBenches.value.filter((other) => other !== bench);
  };
}
