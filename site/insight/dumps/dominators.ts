import type { HeapGraph } from './heap-graph.ts';

export interface Dominators {
  /** By node: the last object on all ways to it. Of the root, and of what hangs on several roots, the root. */
  readonly dominator: Uint32Array;
  /** By node: bytes that go when it goes, its own among them. */
  readonly retained: Float64Array;
  /** Every node, each after its dominator. */
  readonly order: Uint32Array;
}

/**
 * Dominators by semi-NCA (L. Georgiadis, *Linear-Time Algorithms for Dominators and Related Problems*, 2005), without recursion. What a tool put below
 * the root counts as the root itself: what two kinds of roots hold, neither of them keeps alone. So does what no root reaches.
 */
export function dominatorsOf(graph: HeapGraph): Dominators {
  const { nodeCount, firstEdge, targets, isMadeUp, root } = graph;
  /** By node: when the search came to it, counted from 1; 0 where it has not. */
  const number = new Uint32Array(nodeCount);
  const order = new Uint32Array(nodeCount);
  /** By number, as all that follow. */
  const parent = new Uint32Array(nodeCount + 1);
  let found = 0;

  // Large heaps have no room for an array for each purpose: those that the search needs are used again.
  const [nextEdge, stack] = [new Uint32Array(nodeCount + 1), new Uint32Array(nodeCount + 1)];
  nextEdge.set(firstEdge);
  const search = (from: number): void => {
    let depth = 0;
    const enter = (node: number, above: number) => {
      order[found] = node;
      number[node] = ++found;
      parent[found] = above;
      stack[depth++] = node;
    };
    enter(from, 1);
    while (depth) {
      const node = stack[depth - 1]!;
      const edge = nextEdge[node]!;
      if (edge === firstEdge[node + 1]) depth--;
      else {
        nextEdge[node] = edge + 1;
        const target = targets[edge]!;
        if (!number[target]) enter(target, isMadeUp[node] ? 1 : number[node]!);
      }
    }
  };
  search(root);
  // What nothing refers to first: the rest hangs on it, or on itself.
  const hasReferrer = new Uint8Array(nodeCount);
  // By index, here and below: until they are compiled, iterators make an object a step, and the garbage of millions is memory too.
  for (let edge = 0; edge < targets.length; edge++) hasReferrer[targets[edge]!] = 1;
  const orphans: number[] = [];
  for (const referred of [0, 1])
    for (let node = 0; node < nodeCount; node++)
      if (!number[node] && hasReferrer[node] === referred) {
        orphans.push(node);
        search(node);
      }

  const { firstReferrer, referrers } = referrersByNumber(graph, number);
  const semi = new Uint32Array(nodeCount + 1);
  const label = new Uint32Array(nodeCount + 1);
  const [ancestor, path] = [nextEdge.fill(0), stack];
  for (let v = 0; v <= nodeCount; v++) semi[v] = label[v] = v;
  const isOrphan = new Uint8Array(nodeCount + 1);
  for (const node of orphans) isOrphan[number[node]!] = 1;

  /** The number with the least semidominator among those above `v` that are linked already, and `v`. */
  const evaluate = (v: number): number => {
    if (!ancestor[v]) return v;
    let depth = 0;
    for (let u = v; ancestor[ancestor[u]!]; u = ancestor[u]!) path[depth++] = u;
    while (depth) {
      const u = path[--depth]!;
      const above = ancestor[u]!;
      if (semi[label[above]!]! < semi[label[u]!]!) label[u] = label[above]!;
      ancestor[u] = ancestor[above]!;
    }
    return label[v]!;
  };
  for (let w = nodeCount; w > 1; w--) {
    let least = isOrphan[w] || isMadeUp[order[w - 1]!] ? 1 : parent[w]!;
    for (let i = firstReferrer[w]!; i < firstReferrer[w + 1]!; i++) {
      const via = semi[evaluate(referrers[i]!)]!;
      if (via < least) least = via;
    }
    semi[w] = least;
    ancestor[w] = parent[w]!;
  }
  // From here on `parent` holds the dominators of what has been passed.
  for (let w = 2; w <= nodeCount; w++) {
    let above = parent[w]!;
    while (above > semi[w]!) above = parent[above]!;
    parent[w] = above;
  }

  const dominator = number;
  const retained = graph.sizes.slice();
  for (let w = nodeCount; w > 1; w--) {
    const node = order[w - 1]!;
    const above = order[parent[w]! - 1]!;
    dominator[node] = above;
    retained[above]! += retained[node]!;
  }
  dominator[root] = root;
  return { dominator, retained, order };
}

/** By number: the numbers of those that refer to it; all that is made up is 1, the root. */
function referrersByNumber({ nodeCount, firstEdge, targets, isMadeUp }: HeapGraph, number: Uint32Array) {
  const firstReferrer = new Uint32Array(nodeCount + 2);
  for (let edge = 0; edge < targets.length; edge++) firstReferrer[number[targets[edge]!]!]!++;
  // Where those of each end; and, once they are all put there from the end on, where they begin.
  for (let v = 1; v <= nodeCount + 1; v++) firstReferrer[v]! += firstReferrer[v - 1]!;
  const referrers = new Uint32Array(targets.length);
  for (let node = 0, edge = 0; node < nodeCount; node++) {
    const v = isMadeUp[node] ? 1 : number[node]!;
    for (const end = firstEdge[node + 1]!; edge < end; edge++) referrers[--firstReferrer[number[targets[edge]!]!]!] = v;
  }
  return { firstReferrer, referrers };
}
