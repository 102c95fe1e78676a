import type { Snapshot } from './snapshot.ts';

/** `42 / part of key (Key @1) -> value (Value @3) pair in WeakMap (table @5)`: the same edge leads to the value from the key and from the table. */
const weakMapEntry = / pair in WeakMap \(table @(\d+)\)$/;

/**
 * The edges that keep what they lead to, as DevTools reckons (chrome-devtools-frontend, `HeapSnapshot.ts`): no weak ones; no shortcuts but the root's,
 * which mark global objects; of a WeakMap's value, the key's and not the table's; where there is a page or a program, nothing that the debugger and
 * V8 themselves have of what the program can reach. They move up over the others, each column in its place.
 * @returns where they lead.
 */
export function keepEdges(snapshot: Snapshot): Uint32Array {
  const { layout, strings, nodeCount, ids, firstEdge, edgeTypes, edgeNames, targets } = snapshot;
  const weak = layout.edgeTypes.indexOf('weak');
  const shortcut = layout.edgeTypes.indexOf('shortcut');
  const internal = layout.edgeTypes.indexOf('internal');
  const isProgram = reachedFromGlobals(snapshot);
  /** The id of the WeakMap's table in whose name an edge is; -1 where it is in none's. */
  const tableOf = (name: number): number => {
    const text = strings[name]!;
    return text.endsWith(')') ? Number(weakMapEntry.exec(text)?.[1] ?? -1) : -1;
  };

  let count = 0;
  for (let node = 0, edge = 0; node < nodeCount; node++) {
    for (const end = firstEdge[node + 1]!; edge < end; edge++) {
      const target = targets[edge]!;
      const type = edgeTypes[edge]!;
      if (type === weak || target === node) continue;
      if (node !== 0 && (type === shortcut || (isProgram[target] && !isProgram[node]))) continue;
      if (type === internal && tableOf(edgeNames[edge]!) === ids[node]) continue;
      edgeTypes[count] = type;
      edgeNames[count] = edgeNames[edge]!;
      targets[count++] = target;
    }
    firstEdge[node + 1] = count;
  }
  return targets.subarray(0, count);
}

/** 1 for what the global objects reach, and a page's documents: the program's own, as against the debugger's. */
function reachedFromGlobals({
  layout,
  strings,
  nodeCount,
  nodeTypes,
  nodeNames,
  firstEdge,
  edgeTypes,
  targets,
}: Snapshot): Uint8Array {
  const weak = layout.edgeTypes.indexOf('weak');
  const shortcut = layout.edgeTypes.indexOf('shortcut');
  const element = layout.edgeTypes.indexOf('element');
  const synthetic = layout.nodeTypes.indexOf('synthetic');
  const isDocuments = (node: number) =>
    nodeTypes[node] === synthetic && strings[nodeNames[node]!] === '(Document DOM trees)';
  const reached = new Uint8Array(nodeCount);
  const stack: number[] = [];
  const reach = (node: number) => {
    if (reached[node]) return;
    reached[node] = 1;
    stack.push(node);
  };
  for (let edge = firstEdge[0]!; edge < firstEdge[1]!; edge++)
    if (edgeTypes[edge] === shortcut || (edgeTypes[edge] === element && isDocuments(targets[edge]!)))
      reach(targets[edge]!);
  while (stack.length) {
    const node = stack.pop()!;
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++)
      if (edgeTypes[edge] !== weak) reach(targets[edge]!);
  }
  return reached;
}
