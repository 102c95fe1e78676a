import type { Dominators } from './dominators.ts';
import type { HeapGraph } from './heap-graph.ts';

/** Objects of one type that the same object alone keeps, or objects of one type do. */
export interface Kept {
  readonly type: number;
  readonly count: number;
  /** What would go with them. */
  readonly retained: number;
  /** Whether they keep others alone in their turn. */
  readonly keeps: boolean;
}

/** Of the objects that a keeper is looked for. */
const nearlyAll = 0.9;

/** Who alone keeps what: the dominators, laid out so that what an object keeps follows it in one row. */
export class DominatorTree {
  readonly #graph: HeapGraph;
  readonly #dominators: Dominators;
  /** The nodes, each followed by all that it keeps. */
  readonly #row: Uint32Array;
  /** By node: where in the row it is, and how many nodes from there on are it and what it keeps. */
  readonly #place: Uint32Array;
  readonly #span: Uint32Array;

  constructor(graph: HeapGraph, dominators: Dominators) {
    [this.#graph, this.#dominators] = [graph, dominators];
    const { nodeCount, root } = graph;
    const { order, dominator } = dominators;
    this.#row = new Uint32Array(nodeCount);
    this.#place = new Uint32Array(nodeCount);
    this.#span = new Uint32Array(nodeCount).fill(1);
    for (let at = order.length - 1; at >= 0; at--) {
      const node = order[at]!;
      if (node !== root) this.#span[dominator[node]!]! += this.#span[node]!;
    }
    const free = new Uint32Array(nodeCount);
    for (let at = 0; at < nodeCount; at++) {
      const node = order[at]!;
      const above = dominator[node]!;
      this.#place[node] = node === root ? 0 : free[above]!;
      if (node !== root) free[above]! += this.#span[node]!;
      free[node] = this.#place[node]! + 1;
      this.#row[this.#place[node]!] = node;
    }
  }

  /** By type: bytes that would go with all its objects. Of those that keep one another, the outermost counts. */
  retainedByType(): Float64Array {
    const { types, typeOf } = this.#graph;
    const sums = new Float64Array(types.length);
    /** By type: where in the row what its last object keeps ends. */
    const ends = new Uint32Array(types.length);
    for (let place = 0; place < this.#row.length; place++) {
      const node = this.#row[place]!;
      const type = typeOf[node]!;
      if (!this.#isCounted(node) || place < ends[type]!) continue;
      sums[type]! += this.#dominators.retained[node]!;
      ends[type] = place + this.#span[node]!;
    }
    return sums;
  }

  /**
   * What is kept at the end of a path of types: from the root, the objects of the first type that hang on no single other, then those of the second
   * that one of these alone keeps, and so on. By type, what keeps most first.
   */
  kept(path: readonly number[]): Kept[] {
    const { typeOf } = this.#graph;
    let nodes = [this.#graph.root];
    for (const type of path) nodes = nodes.flatMap((node) => this.#below(node).filter((at) => typeOf[at] === type));
    const sums = new Map<number, { count: number; retained: number; keeps: boolean }>();
    for (const from of nodes)
      for (const node of this.#below(from)) {
        const type = typeOf[node]!;
        const sum = sums.get(type) ?? { count: 0, retained: 0, keeps: false };
        sum.count++;
        sum.retained += this.#dominators.retained[node]!;
        sum.keeps ||= this.#span[node]! > 1;
        sums.set(type, sum);
      }
    return [...sums].map(([type, sum]) => ({ type, ...sum })).toSorted((a, b) => b.retained - a.retained);
  }

  /**
   * The innermost object that alone keeps nearly all of these, itself not among them; null where that is the root. Nearly: of many, one or two are
   * held by something passing as well, and that is not what there is to know.
   */
  keeperOf(
    nodes: readonly number[],
  ): { readonly node: number; readonly count: number; readonly retained: number } | null {
    const { dominator, retained } = this.#dominators;
    const { root, isMadeUp } = this.#graph;
    const places = Float64Array.from(nodes, (node) => this.#place[node]!).sort();
    // Whatever keeps more than half of them stands above the one in the middle.
    let node = this.#row[places[places.length >> 1]!]!;
    while (node !== root) {
      node = dominator[node]!;
      const start = this.#place[node]! + 1;
      const count = firstFrom(places, start + this.#span[node]! - 1) - firstFrom(places, start);
      if (node !== root && !isMadeUp[node] && count >= nearlyAll * nodes.length)
        return { node, count, retained: retained[node]! };
    }
    return null;
  }

  /** What it alone keeps, and nothing that it keeps does. */
  #below(node: number): number[] {
    const found: number[] = [];
    const end = this.#place[node]! + this.#span[node]!;
    for (let place = this.#place[node]! + 1; place < end; ) {
      const child = this.#row[place]!;
      // What stands for no object leaves its place to what it keeps.
      if (this.#graph.isMadeUp[child]) place++;
      else {
        if (this.#dominators.retained[child]) found.push(child);
        place += this.#span[child]!;
      }
    }
    return found;
  }

  #isCounted(node: number): boolean {
    return !this.#graph.isMadeUp[node] && this.#graph.sizes[node]! > 0;
  }
}

/** In ascending order: the index of the first that is no less. */
function firstFrom(sorted: Float64Array, least: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < least) from = middle + 1;
    else to = middle;
  }
  return from;
}
