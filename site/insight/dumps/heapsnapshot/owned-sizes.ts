import type { Snapshot } from './snapshot.ts';

const [unseen, shared] = [0xffffffff, 0xfffffffe];

/**
 * Gives the bytes of V8's own parts (the table of a Map, an array's elements) to the one object that has them, as DevTools
 * shows them; a part of several keeps its own. In a snapshot taken with V8's internals exposed, which has no global objects, nothing is moved.
 */
export function moveOwnedSizes(snapshot: Snapshot): void {
  const { layout, strings, nodeCount, nodeTypes, nodeNames, firstEdge, edgeTypes, targets, sizes } = snapshot;
  const synthetic = layout.nodeTypes.indexOf('synthetic');
  const isUsers = (node: number) =>
    nodeTypes[node] !== synthetic || strings[nodeNames[node]!] === '(Document DOM trees)';
  if (!targets.subarray(firstEdge[0], firstEdge[1]).some(isUsers)) return;

  const weak = layout.edgeTypes.indexOf('weak');
  const [hidden, array, native] = ['hidden', 'array', 'native'].map((type) => layout.nodeTypes.indexOf(type));
  const external = strings.indexOf('system / ExternalStringData');
  const owners = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const type = nodeTypes[node];
    const isPart = type === hidden || type === array || (type === native && nodeNames[node] === external);
    owners[node] = isPart ? unseen : node;
  }
  const stack: number[] = [];
  for (let first = 0; first < nodeCount; first++) {
    if (owners[first] !== first) continue;
    stack.push(first);
    while (stack.length) {
      const node = stack.pop()!;
      const owner = owners[node]!;
      for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) {
        if (edgeTypes[edge] === weak) continue;
        const target = targets[edge]!;
        const had = owners[target]!;
        if (had === target || had === owner || had === shared) continue;
        owners[target] = had === unseen ? owner : shared;
        stack.push(target);
      }
    }
  }
  for (let node = 0; node < nodeCount; node++) {
    const owner = owners[node]!;
    if (owner === unseen || owner === shared || owner === node || nodeTypes[owner] === synthetic || owner === 0)
      continue;
    // An owner is no part: what it has is moved no further.
    sizes[owner]! += sizes[node]!;
    sizes[node] = 0;
  }
}
