/** What V8 writes into a heap snapshot: flat rows of numbers, whose columns `meta` names, and one table of strings. */
interface RawSnapshot {
  snapshot: {
    meta: {
      node_fields: string[];
      node_types: [string[], ...unknown[]];
      edge_fields: string[];
      edge_types: [string[], ...unknown[]];
    };
  };
  nodes: number[];
  edges: number[];
  strings: string[];
}

/** How much of the heap the objects of one constructor take. Bytes are their own, without what they refer to. */
export interface Share {
  count: number;
  bytes: number;
}

/** Thrown away after the comparison: the raw figures alone take more memory than the heap that they tell of. */
export class HeapSnapshot {
  readonly #raw: RawSnapshot;
  readonly #node: Record<'type' | 'name' | 'id' | 'self_size' | 'edge_count', number>;
  readonly #edge: Record<'type' | 'name_or_index' | 'to_node', number>;

  private constructor(raw: RawSnapshot) {
    this.#raw = raw;
    const { node_fields, edge_fields } = raw.snapshot.meta;
    this.#node = columns(node_fields);
    this.#edge = columns(edge_fields);
  }

  /** Collects garbage, then stops the program while it writes. Null where the runtime is not V8's own, as in a browser tab. */
  static async take(): Promise<HeapSnapshot | null> {
    const v8 = await import('node:v8').catch(() => null);
    if (!v8?.getHeapSnapshot) return null;
    let json = '';
    for await (const chunk of v8.getHeapSnapshot()) json += chunk;
    return new HeapSnapshot(JSON.parse(json) as RawSnapshot);
  }

  /** The first snapshot that finds an object gives it its id, always a higher one: what has a higher one than this came later. */
  get lastId(): number {
    let last = 0;
    for (const node of this.#nodes()) last = Math.max(last, this.#raw.nodes[node + this.#node.id]!);
    return last;
  }

  /** By constructor. */
  shares(): Map<string, Share> {
    const shares = new Map<string, Share>();
    for (const node of this.#nodes()) {
      if (this.#typeOf(node) !== 'object') continue;
      const name = this.#nameOf(node);
      const { count, bytes } = shares.get(name) ?? { count: 0, bytes: 0 };
      shares.set(name, {
        count: count + 1,
        bytes: bytes + this.#raw.nodes[node + this.#node.self_size]!,
      });
    }
    return shares;
  }

  /** The shortest way from a root to an object of the constructor that came after `lastId`: each step a name and what it leads to. */
  path(constructor: string, lastId: number): string[] {
    const { nodes, edges } = this.#raw;
    const firstEdges = this.#firstEdges();
    const from = new Map<number, { node: number; edge: number }>();
    const queue = [0];
    for (const node of queue) {
      if (
        this.#typeOf(node) === 'object' &&
        this.#nameOf(node) === constructor &&
        nodes[node + this.#node.id]! > lastId
      )
        return this.#walkBack(node, from);
      const count = nodes[node + this.#node.edge_count]!;
      for (let i = 0, edge = firstEdges.get(node)!; i < count; i++, edge += this.#edgeSize) {
        const to = edges[edge + this.#edge.to_node]!;
        if (this.#edgeType(edge) === 'weak' || from.has(to) || to === 0) continue;
        from.set(to, { node, edge });
        queue.push(to);
      }
    }
    return [];
  }

  #walkBack(node: number, from: Map<number, { node: number; edge: number }>): string[] {
    const steps: string[] = [];
    for (let step = from.get(node); step; node = step.node, step = from.get(node)) {
      const name = this.#raw.edges[step.edge + this.#edge.name_or_index]!;
      const numbered = ['element', 'hidden'].includes(this.#edgeType(step.edge));
      steps.unshift(
        `${numbered ? `[${name}]` : this.#raw.strings[name]} → ${this.#nameOf(node) || this.#typeOf(node)}`,
      );
    }
    return steps;
  }

  *#nodes(): Generator<number> {
    for (
      let node = 0;
      node < this.#raw.nodes.length;
      node += this.#raw.snapshot.meta.node_fields.length
    )
      yield node;
  }

  /** A node's edges follow those of the node before it. */
  #firstEdges(): Map<number, number> {
    const first = new Map<number, number>();
    let edge = 0;
    for (const node of this.#nodes()) {
      first.set(node, edge);
      edge += this.#raw.nodes[node + this.#node.edge_count]! * this.#edgeSize;
    }
    return first;
  }

  get #edgeSize(): number {
    return this.#raw.snapshot.meta.edge_fields.length;
  }
  #typeOf = (node: number): string =>
    this.#raw.snapshot.meta.node_types[0][this.#raw.nodes[node + this.#node.type]!]!;
  #nameOf = (node: number): string => this.#raw.strings[this.#raw.nodes[node + this.#node.name]!]!;
  #edgeType = (edge: number): string =>
    this.#raw.snapshot.meta.edge_types[0][this.#raw.edges[edge + this.#edge.type]!]!;
}

const columns = <Name extends string>(names: string[]) =>
  Object.fromEntries(names.map((name, index) => [name, index])) as Record<Name, number>;

/** By constructor, how much more there is of it in `after` than in `before`: most objects first. */
export function growth(
  before: Map<string, Share>,
  after: Map<string, Share>,
): [constructor: string, Share][] {
  return [...after]
    .map(([name, { count, bytes }]): [string, Share] => {
      const earlier = before.get(name) ?? { count: 0, bytes: 0 };
      return [name, { count: count - earlier.count, bytes: bytes - earlier.bytes }];
    })
    .sort(([, a], [, b]) => b.count - a.count);
}
