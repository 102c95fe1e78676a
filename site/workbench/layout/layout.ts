import { signal } from '@preact/signals';
import type { Storage } from '../model/storage.ts';

/** An edge between panels that the learner can move. */
export type Edge = 'text' | 'columns' | 'upper' | 'lower';

/** Where each edge stands: a share, from 0 to 1, of the room that it divides. */
export type Edges = Readonly<Record<Edge, number>>;

export const defaultEdges: Edges = { text: 0.38, columns: 0.53, upper: 0.46, lower: 0.76 };

/** How near an edge may come to either side, so that nothing is squeezed out of sight. */
const limits: Readonly<Record<Edge, readonly [number, number]>> = {
  text: [0.2, 0.65],
  columns: [0.2, 0.8],
  upper: [0.15, 0.7],
  lower: [0.3, 0.9],
};
/** `upper` stays above `lower` by so much. */
const rowAtLeast = 0.12;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** The range that an edge can move in while the others stay. */
export function rangeOf(edge: Edge, edges: Edges): readonly [number, number] {
  const [low, high] = limits[edge];
  if (edge === 'upper') return [low, Math.min(high, edges.lower - rowAtLeast)];
  if (edge === 'lower') return [Math.max(low, edges.upper + rowAtLeast), high];
  return [low, high];
}

/** The edges with one of them moved, as far as it can go. */
export const moved = (edges: Edges, edge: Edge, to: number): Edges => ({
  ...edges,
  [edge]: clamp(to, ...rangeOf(edge, edges)),
});

const key = 'leak-lab:layout';

/** Where the edges stand, for all sandboxes of this reader; outlives the page through `storage`. */
export class Layout {
  readonly edges = signal<Edges>(defaultEdges);
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.edges.value = decode(storage.get(key));
  }

  move(edge: Edge, to: number): void {
    this.edges.value = moved(this.edges.value, edge, to);
  }

  /** Puts an edge back where it stood at first. */
  reset(edge: Edge): void {
    this.move(edge, defaultEdges[edge]);
  }

  /** Writes the edges down: at the end of a movement, not at each step of it. */
  keep(): void {
    this.#storage.set(key, JSON.stringify(this.edges.value));
  }
}

/** Reads what `keep` wrote; what is missing, foreign or out of range stands where it stood at first. */
function decode(text: string | null): Edges {
  let value: Partial<Record<Edge, unknown>> | null = null;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return defaultEdges; // Not ours: a layout is no loss.
  }
  let edges = defaultEdges;
  for (const edge of Object.keys(defaultEdges) as Edge[]) {
    const to = value?.[edge];
    if (typeof to === 'number' && Number.isFinite(to)) edges = moved(edges, edge, to);
  }
  return edges;
}

/** The edges as custom properties: the tracks of the workbench's grid, and the text's share of the window. */
export const tracksOf = ({ text, columns, upper, lower }: Edges): Readonly<Record<string, string>> => ({
  '--lab-text-share': String(text),
  '--lab-column-1': `${columns * 100}fr`,
  '--lab-column-2': `${(1 - columns) * 100}fr`,
  '--lab-row-1': `${upper * 100}fr`,
  '--lab-row-2': `${(lower - upper) * 100}fr`,
  '--lab-row-3': `${(1 - lower) * 100}fr`,
  '--lab-share-1': String(upper),
  '--lab-share-2': String(lower - upper),
  '--lab-share-3': String(1 - lower),
});
