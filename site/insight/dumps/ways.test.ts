import { expect, test } from 'vitest';
import { dumpStrings } from '../../strings/dumps.ts';
import { namedSteps, wayWords } from '../way-words.ts';
import { Dump } from './dump.ts';
import type { HeapGraph } from './heap-graph.ts';

/** So many objects of two types, each of which holds the next of the other: promises that wait for each other, an editor's undone steps. */
function chain(length: number): HeapGraph {
  const nodeCount = length + 1;
  return {
    format: 'gcdump',
    nodeCount,
    root: 0,
    types: ['[root]', 'A', 'B'].map((name) => ({ name, written: name, module: null })),
    typeOf: Uint32Array.from({ length: nodeCount }, (_, node) => (node === 0 ? 0 : 1 + (node % 2))),
    sizes: new Float64Array(nodeCount).fill(8, 1),
    isMadeUp: Uint8Array.from({ length: nodeCount }, (_, node) => (node === 0 ? 1 : 0)),
    firstEdge: Uint32Array.from({ length: nodeCount + 1 }, (_, node) => Math.min(node, length)),
    targets: Uint32Array.from({ length }, (_, edge) => edge + 1),
    edgeName: null,
    ids: null,
  };
}

test('of a long chain, each way is told by its ends, with how much is between them', () => {
  const length = 100_000;
  const dump = new Dump(chain(length));
  const { ways } = dump.waysTo(2);
  expect(ways).toHaveLength(length / 2);
  const [first, last] = [ways[0]!, ways.at(-1)!];
  expect(first.steps).toHaveLength(2);
  expect(last.steps).toHaveLength(32);
  const told = last.steps.map(({ leftOut }) => leftOut);
  expect(told.filter(Boolean)).toEqual([told[16]]);
  // The root is a step, too: what is told and what is left out are the whole.
  expect(last.steps.length + told[16]!).toBe(length);
  expect(last.keeper).toEqual({ node: length - 2, count: 1, retained: 3 * 8, step: 30 });
  expect(wayWords(namedSteps(dump.graph, last.steps), dumpStrings('en')).steps[15]).toEqual({
    name: 'A',
    by: null,
    inRow: 1,
    leftOut: length - 32,
    isKeeper: false,
  });
});

test('a way that is not long is told whole', () => {
  const { ways } = new Dump(chain(31)).waysTo(2);
  expect(ways.at(-1)!.steps.map(({ leftOut }) => leftOut)).toEqual(Array(32).fill(0));
});

test('what holds each object of a long chain is told in time, however deep it lies', () => {
  const length = 150_000;
  const { ways } = new Dump(chain(length));
  for (let node = length; node > 32; node--) if (ways.to(node).length !== 32) expect(ways.to(node)).toHaveLength(32);
});
