import { DumpError } from '../dump-error.ts';
import type { Gcdump, WrittenType } from './written.ts';

/**
 * The nodes of a `MemoryGraph` (microsoft/perfview, `Graph.cs`): each has its place in the blob, and there, as numbers of one to five bytes: its type
 * and whether its size is its own, that size, how many children it has, and each as the distance from itself.
 * @param positions a uint32 for each node
 */
export function readNodes(
  blob: Uint8Array,
  positions: DataView,
  types: readonly WrittenType[],
): Pick<Gcdump, 'typeOf' | 'sizes' | 'firstEdge' | 'targets'> {
  const nodeCount = positions.byteLength / 4;
  const typeOf = new Uint32Array(nodeCount);
  const sizes = new Float64Array(nodeCount);
  const firstEdge = new Uint32Array(nodeCount + 1);
  const children = new Uint32Array(nodeCount);
  let at = 0;

  /** Signed: seven bits a byte, the highest first; the top bit says that more follow, the second of the first byte is the sign. */
  const number = (): number => {
    let byte = blob[at++]!;
    let value = (byte << 25) >> 25;
    for (let more = 4; byte & 0x80; more--) {
      if (more === 0) throw new DumpError('malformed', `a number before byte ${at} of the nodes`);
      byte = blob[at++]!;
      value = (value << 7) | (byte & 0x7f);
    }
    return value;
  };

  let edges = 0;
  for (let node = 0; node < nodeCount; node++) {
    at = positions.getUint32(node * 4, true);
    const typeAndSize = number();
    const type = typeAndSize >> 1;
    const size = typeAndSize & 1 ? number() : types[type]?.firstSize;
    const count = number();
    if (size === undefined || type < 0) throw new DumpError('malformed', `node ${node} is of type ${type}`);
    if (at > blob.length) throw new DumpError('malformed', `node ${node} lies outside of the nodes`);
    if (count < 0 || count > blob.length - at) throw new DumpError('malformed', `node ${node} has ${count} children`);
    typeOf[node] = type;
    sizes[node] = Math.max(0, size);
    children[node] = at;
    firstEdge[node] = edges;
    edges += count;
    // Each child takes a byte at least. Nodes that share their bytes could have more of them than a file has room for.
    if (edges > blob.length) throw new DumpError('malformed', `nodes with more children than there is room for`);
  }
  firstEdge[nodeCount] = edges;

  const targets = new Uint32Array(edges);
  for (let node = 0, edge = 0; node < nodeCount; node++) {
    at = children[node]!;
    for (const end = firstEdge[node + 1]!; edge < end; edge++) {
      const target = node + number();
      if (target < 0 || target >= nodeCount) throw new DumpError('malformed', `node ${node} refers to node ${target}`);
      targets[edge] = target;
    }
  }
  if (at > blob.length) throw new DumpError('malformed', 'nodes that end outside of the nodes');
  return { typeOf, sizes, firstEdge, targets };
}
