import { expect, test } from 'vitest';
import { DominatorTree } from './dominator-tree.ts';
import { dominatorsOf } from './dominators.ts';
import type { HeapGraph } from './heap-graph.ts';

let seed = 7;
const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;

function randomGraph(): HeapGraph {
  const nodeCount = 2 + random(12);
  const edges = Array.from({ length: nodeCount }, () => Array.from({ length: random(4) }, () => random(nodeCount)));
  const firstEdge = new Uint32Array(nodeCount + 1);
  for (const [node, targets] of edges.entries()) firstEdge[node + 1] = firstEdge[node]! + targets.length;
  return {
    format: 'gcdump',
    nodeCount,
    root: 0,
    types: ['a', 'b', 'c'].map((name) => ({ name, written: name, module: null })),
    typeOf: Uint32Array.from({ length: nodeCount }, () => random(3)),
    sizes: Float64Array.from({ length: nodeCount }, () => 1 + random(50)),
    isMadeUp: Uint8Array.from({ length: nodeCount }, (_, node) => (node === 0 || random(6) === 0 ? 1 : 0)),
    firstEdge,
    targets: Uint32Array.from(edges.flat()),
    edgeName: null,
    ids: null,
  };
}

/** What a node is reached from, where one node is taken out; all that is made up stands for the root. */
function reached({ nodeCount, firstEdge, targets, isMadeUp }: HeapGraph, starts: number[], without: number) {
  const seen = new Set<number>();
  const stack = starts.filter((node) => node !== without);
  while (stack.length) {
    const node = stack.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    for (const target of targets.subarray(firstEdge[node], firstEdge[node + 1]))
      if (target !== without) stack.push(target);
    if (isMadeUp[node])
      for (let other = 0; other < nodeCount; other++) if (isMadeUp[other] && seen.has(other)) stack.push(other);
  }
  return seen;
}

test('a node is retained by what it cannot be reached without, in any graph', () => {
  for (let round = 0; round < 3000; round++) {
    const graph = randomGraph();
    const { nodeCount, isMadeUp, sizes, firstEdge, targets } = graph;
    const all = reached(graph, [0], -1);
    // Only what is reached is compared: what hangs on the rest is a matter of choice.
    if (all.size < nodeCount) continue;
    const { retained } = dominatorsOf(graph);
    // Of what is made up, each hangs on the root alone.
    const rootTargets = [...Array(nodeCount).keys()].filter((node) => isMadeUp[node]);
    for (let node = 0; node < nodeCount; node++) {
      if (isMadeUp[node]) continue;
      const without = reached(graph, rootTargets, node);
      let sum = 0;
      for (let other = 0; other < nodeCount; other++) if (!without.has(other)) sum += sizes[other]!;
      expect(retained[node], JSON.stringify([node, [...firstEdge], [...targets], [...isMadeUp]])).toBe(sum);
    }
  }
});

test('objects of a type that hold one another are counted once', () => {
  for (let round = 0; round < 500; round++) {
    const graph = randomGraph();
    const dominators = dominatorsOf(graph);
    const sums = new DominatorTree(graph, dominators).retainedByType();
    const isAbove = (node: number): boolean => {
      for (let at = node; at !== graph.root; ) {
        at = dominators.dominator[at]!;
        if (!graph.isMadeUp[at] && graph.typeOf[at] === graph.typeOf[node]) return true;
      }
      return false;
    };
    const expected = [0, 0, 0];
    for (let node = 0; node < graph.nodeCount; node++)
      if (!graph.isMadeUp[node] && !isAbove(node)) expected[graph.typeOf[node]!]! += dominators.retained[node]!;
    expect([...sums]).toEqual(expected);
  }
});

test('the tree tells who alone keeps what, and what is kept by one object alone', () => {
  for (let round = 0; round < 500; round++) {
    const graph = randomGraph();
    const dominators = dominatorsOf(graph);
    const { dominator, retained } = dominators;
    const tree = new DominatorTree(graph, dominators);
    const above = (node: number): number[] => (node === graph.root ? [node] : [node, ...above(dominator[node]!)]);
    const nodes = Array.from({ length: graph.nodeCount }, (_, node) => node).filter((node) => node && random(2));
    if (nodes.length) {
      const counts = new Map<number, number>();
      for (const node of nodes) for (const at of above(node).slice(1)) counts.set(at, (counts.get(at) ?? 0) + 1);
      const keepers = [...counts]
        .filter(([at, count]) => at !== graph.root && !graph.isMadeUp[at] && count >= 0.9 * nodes.length)
        .toSorted(([a], [b]) => above(b).length - above(a).length);
      const found = tree.keeperOf(nodes);
      expect(found && [found.node, found.count, found.retained]).toEqual(
        keepers[0] ? [...keepers[0], retained[keepers[0][0]]] : null,
      );
    }
    /** The nearest object above that is one, or the root. */
    const keeper = (node: number): number => {
      const at = dominator[node]!;
      return at === graph.root || !graph.isMadeUp[at] ? at : keeper(at);
    };
    const sum = (isOne: (node: number) => boolean) => {
      let bytes = 0;
      for (let node = 0; node < graph.nodeCount; node++)
        if (node !== graph.root && !graph.isMadeUp[node] && isOne(node)) bytes += retained[node]!;
      return bytes;
    };
    const total = (path: number[]) => tree.kept(path).reduce((bytes, kept) => bytes + kept.retained, 0);
    expect(total([])).toBe(sum((node) => keeper(node) === graph.root));
    for (const type of [0, 1, 2])
      expect(total([type])).toBe(
        sum((node) => {
          const of = keeper(node);
          return of !== graph.root && graph.typeOf[of] === type && keeper(of) === graph.root;
        }),
      );
  }
});
