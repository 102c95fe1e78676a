import type { DominatorTree } from './dominator-tree.ts';
import { type EdgeName, type HeapGraph, printable } from './heap-graph.ts';

/** One step of a way from a root: what is held, and how. */
export interface Step {
  /** Index of the type in the graph's. */
  readonly type: number;
  /** How the step before has it; null where the file does not say. */
  readonly by: EdgeName | null;
  /** Objects of this type that hold one another in a row here, at most: a list's nodes. 1 where it is one. */
  readonly inRow: number;
  /** Steps between the one before and this that are left out, of a way that is longer than anyone reads. */
  readonly leftOut: number;
}

/** Objects of one type that are all held alike. */
export interface Way {
  /** From the root to the object. */
  readonly steps: readonly Step[];
  readonly count: number;
  readonly bytes: number;
  /** The last object on the way that alone keeps nearly all of them: null where none does. */
  readonly keeper: Keeper | null;
}

export interface Keeper {
  /** Which object it is, and which step of the way. */
  readonly node: number;
  readonly step: number;
  /** How many of the way's objects it keeps. */
  readonly count: number;
  readonly retained: number;
}

/** Of a way of more steps than twice this, so many at either end are told: a chain of promises has a hundred thousand. */
const toldAtEnds = 16;

/** Roots that a name says most of come first where two ways are as long. */
const bySaying = [/^\[static var /, /^\[static vars\]/, /^\[thread static/, /^\[local vars\]/];

/**
 * The shortest way from a root to every object, with objects that are held alike taken together: a tree of types, in which each object has its place.
 */
export class Ways {
  readonly #graph: HeapGraph;
  /** By place: the place above, its step, and how often that comes in a row. */
  readonly #above: number[] = [-1];
  readonly #step: number[];
  readonly #inRow: number[] = [1];
  /** By place: how many steps stand above it. */
  readonly #depth: number[] = [0];
  /** By place: where the beginning that is told of its way ends, however long the way is. */
  readonly #beginning: number[] = [0];
  /** By node: its place; -1 where no root reaches it. */
  readonly #placeOf: Int32Array;
  /** The steps that there are, each once. */
  readonly #steps: { readonly type: number; readonly by: EdgeName | null }[] = [];

  constructor(graph: HeapGraph) {
    this.#graph = graph;
    const { nodeCount, root, firstEdge, targets, typeOf, edgeName, isMadeUp } = graph;
    this.#placeOf = new Int32Array(nodeCount).fill(-1);
    /** By node: which of a row it is. */
    const rows = new Uint32Array(nodeCount).fill(1);
    const kinds = new Map<string | number, number>();
    const places = new Map<number, number>();
    const kindOf = (type: number, edge: EdgeName | null): number => {
      // What has a number is held alike, whichever it is: an array's elements, an entry of a table.
      const by = edge && /^\d*$/.test(edge.name) ? { ...edge, name: '' } : edge;
      const key = by ? `${type} ${by.kind} ${by.name}` : type;
      let kind = kinds.get(key);
      if (kind === undefined) {
        kinds.set(key, (kind = this.#steps.length));
        this.#steps.push({ type, by: by && { ...by, name: printable(by.name) } });
      }
      return kind;
    };
    this.#step = [kindOf(typeOf[root]!, null)];
    this.#placeOf[root] = 0;

    const queue = new Uint32Array(nodeCount);
    let [head, tail] = [0, 0];
    const reach = (node: number, edge: number) => {
      const target = targets[edge]!;
      if (this.#placeOf[target] !== -1) return;
      const above = this.#placeOf[node]!;
      queue[tail++] = target;
      const kind = kindOf(typeOf[target]!, edgeName?.(edge) ?? null);
      if (kind === this.#step[above] && !isMadeUp[node]) {
        rows[target] = rows[node]! + 1;
        this.#placeOf[target] = above;
        this.#inRow[above] = Math.max(this.#inRow[above]!, rows[target]!);
        return;
      }
      const key = above * 2 ** 26 + kind;
      let place = places.get(key);
      if (place === undefined) {
        places.set(key, (place = this.#above.length));
        this.#above.push(above);
        const depth = this.#depth[above]! + 1;
        this.#depth.push(depth);
        this.#beginning.push(depth < toldAtEnds ? place : this.#beginning[above]!);
        this.#step.push(kind);
        this.#inRow.push(1);
      }
      this.#placeOf[target] = place;
    };
    const roots = rootsOf(graph);
    const reachAll = (node: number, madeUp: 0 | 1) => {
      for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++)
        if (isMadeUp[targets[edge]!] === madeUp) reach(node, edge);
    };
    for (const node of roots) reachAll(node, 1);
    for (const node of roots.toSorted((a, b) => rank(graph, a) - rank(graph, b))) reachAll(node, 0);
    while (head < tail) {
      const node = queue[head++]!;
      if (isMadeUp[node]) continue;
      for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) reach(node, edge);
    }
  }

  /** The ways to the objects of a type, those that hold most of them first; and how many no root reaches. */
  of(type: number, tree: DominatorTree): { readonly ways: Way[]; readonly unreached: number } {
    const { nodeCount, typeOf } = this.#graph;
    const found = new Map<number, number[]>();
    let unreached = 0;
    for (let node = 0; node < nodeCount; node++) {
      if (typeOf[node] !== type) continue;
      const place = this.#placeOf[node]!;
      if (place === -1) unreached++;
      else {
        const alike = found.get(place);
        if (alike) alike.push(node);
        else found.set(place, [node]);
      }
    }
    // Those that differ may be as many as the objects, each as long: what is asked of one is reckoned when it is.
    const inOrder = [...found].toSorted(
      ([a, { length: some }], [b, { length: others }]) => others - some || this.#depth[a]! - this.#depth[b]!,
    );
    return { ways: inOrder.map(([place, nodes]) => this.#way(place, nodes, tree)), unreached };
  }

  #way(place: number, nodes: readonly number[], tree: DominatorTree): Way {
    const { sizes } = this.#graph;
    const ways = this;
    return {
      count: nodes.length,
      bytes: nodes.reduce((sum, node) => sum + sizes[node]!, 0),
      get steps() {
        return ways.#stepsTo(place);
      },
      get keeper() {
        const keeper = tree.keeperOf(nodes);
        const step = keeper && ways.#stepOf(ways.#placeOf[keeper.node]!, place);
        return keeper && step !== null ? { ...keeper, step } : null;
      },
    };
  }

  /** The way to one object; empty where no root reaches it. */
  to(node: number): readonly Step[] {
    return this.#stepsTo(this.#placeOf[node]!);
  }

  /** Passes over what is left out: of a long chain, it may be asked for each object. */
  #stepsTo(place: number): Step[] {
    const steps: Step[] = [];
    for (let at = place; at >= 0; ) {
      const leftOut = steps.length === toldAtEnds - 1 ? this.#leftOut(place) : 0;
      steps.push({ ...this.#steps[this.#step[at]!]!, inRow: this.#inRow[at]!, leftOut });
      at = leftOut ? this.#beginning[place]! : this.#above[at]!;
    }
    return steps.reverse();
  }

  /** Of the way to a place, how many steps in its middle are not told. */
  #leftOut(place: number): number {
    return Math.max(0, this.#depth[place]! + 1 - 2 * toldAtEnds);
  }

  /** Which step a place is of the way to another, as that is told; null where it is left out, or not on that way. */
  #stepOf(at: number, place: number): number | null {
    const leftOut = this.#leftOut(place);
    const step = this.#depth[at] ?? -1;
    if (step < 0 || !leftOut || step < toldAtEnds) return step < 0 ? null : step;
    return step - leftOut < toldAtEnds ? null : step - leftOut;
  }
}

/** The root and what was made up below it, each after what holds it. */
function rootsOf({ root, firstEdge, targets, isMadeUp, nodeCount }: HeapGraph): number[] {
  const seen = new Uint8Array(nodeCount);
  const roots = [root];
  seen[root] = 1;
  for (let i = 0; i < roots.length; i++)
    for (let edge = firstEdge[roots[i]!]!; edge < firstEdge[roots[i]! + 1]!; edge++) {
      const target = targets[edge]!;
      if (!isMadeUp[target] || seen[target]) continue;
      seen[target] = 1;
      roots.push(target);
    }
  return roots;
}

function rank({ types, typeOf }: HeapGraph, node: number): number {
  const index = bySaying.findIndex((pattern) => pattern.test(types[typeOf[node]!]!.name));
  return index < 0 ? bySaying.length : index;
}
