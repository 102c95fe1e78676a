import { DumpError } from '../dump-error.ts';
import type { EdgeName, HeapGraph, HeapType } from '../heap-graph.ts';
import { keepingEdges } from './keeping-edges.ts';
import { readLayout } from './layout.ts';
import { moveOwnedSizes } from './owned-sizes.ts';
import { Sections } from './sections.ts';
import type { Snapshot } from './snapshot.ts';

/** Reads V8's heap snapshot as its pieces come (V8, `heap-snapshot-generator.cc`, `HeapSnapshotJSONSerializer`). */
export class HeapSnapshotReader {
  #sections: Sections | null = new Sections();

  push(chunk: Uint8Array): void {
    this.#sections!.push(chunk);
  }

  /** @throws {DumpError} where the file is no whole snapshot. */
  end(): HeapGraph {
    const sections = this.#sections!;
    // The numbers as they stood are let go before the next is made of them.
    this.#sections = null;
    sections.end();
    return graphOf(columns(sections));
  }
}

function columns(sections: Sections): Snapshot {
  const layout = readLayout(sections.parse('snapshot'));
  const strings = sections.parse('strings');
  if (!Array.isArray(strings) || strings.some((value) => typeof value !== 'string'))
    throw new DumpError('malformed', 'strings');
  const { node, edge } = layout;
  const nodes = sections.take('nodes');
  const edges = sections.take('edges');
  if (nodes.length % node.fields || !nodes.length) throw new DumpError('malformed', 'nodes');
  if (edges.length % edge.fields) throw new DumpError('malformed', 'edges');
  const nodeCount = nodes.length / node.fields;
  const edgeCount = edges.length / edge.fields;
  const nodeTypes = new Uint8Array(nodeCount);
  const nodeNames = new Uint32Array(nodeCount);
  const ids = new Uint32Array(nodeCount);
  const sizes = new Float64Array(nodeCount);
  const firstEdge = new Uint32Array(nodeCount + 1);
  for (let i = 0, at = 0; i < nodeCount; i++, at += node.fields) {
    nodeTypes[i] = nodes[at + node.type]!;
    nodeNames[i] = nodes[at + node.name]!;
    ids[i] = nodes[at + node.id]!;
    sizes[i] = nodes[at + node.size]!;
    firstEdge[i + 1] = firstEdge[i]! + nodes[at + node.edges]!;
    if (nodes[at + node.type]! >= layout.nodeTypes.length || nodeNames[i]! >= strings.length)
      throw new DumpError('malformed', `node ${i}`);
  }
  if (firstEdge[nodeCount] !== edgeCount) throw new DumpError('malformed', `${edgeCount} edges`);
  const edgeTypes = new Uint8Array(edgeCount);
  const edgeNames = new Uint32Array(edgeCount);
  const targets = new Uint32Array(edgeCount);
  for (let i = 0, at = 0; i < edgeCount; i++, at += edge.fields) {
    const type = edges[at + edge.type]!;
    const target = edges[at + edge.target]! / node.fields;
    edgeTypes[i] = type;
    edgeNames[i] = edges[at + edge.name]!;
    targets[i] = target;
    if (type >= layout.edgeTypes.length || !Number.isInteger(target) || target >= nodeCount)
      throw new DumpError('malformed', `edge ${i}`);
    if (!layout.isNumbered[type] && edgeNames[i]! >= strings.length) throw new DumpError('malformed', `edge ${i}`);
  }
  return { layout, strings, nodeCount, nodeTypes, nodeNames, ids, sizes, firstEdge, edgeTypes, edgeNames, targets };
}

function graphOf(snapshot: Snapshot): HeapGraph {
  const { layout, strings, nodeCount, nodeTypes, ids } = snapshot;
  const sizes = moveOwnedSizes(snapshot);
  const { types, typeOf } = classes(snapshot);
  const { firstEdge, targets, origin } = keepingEdges(snapshot);
  const { edgeTypes, edgeNames } = snapshot;
  const synthetic = layout.nodeTypes.indexOf('synthetic');
  return {
    format: 'heapsnapshot',
    nodeCount,
    root: 0,
    types,
    typeOf,
    sizes,
    isMadeUp: nodeTypes.map((type, node) => (type === synthetic || node === 0 ? 1 : 0)),
    firstEdge,
    targets,
    edgeName(edge): EdgeName {
      const at = origin[edge]!;
      const type = layout.edgeTypes[edgeTypes[at]!]!;
      const name = layout.isNumbered[edgeTypes[at]!] ? String(edgeNames[at]) : strings[edgeNames[at]!]!;
      if (type === 'context') return { kind: 'variable', name };
      if (type === 'property') return { kind: 'field', name };
      return { kind: type === 'element' ? 'element' : 'internal', name };
    },
    ids,
  };
}

/** How DevTools groups objects: by constructor; what has none, by kind. */
function classes({ layout, strings, nodeTypes, nodeNames, nodeCount }: Snapshot) {
  const types: HeapType[] = [];
  const known = new Map<string, number>();
  const indexOf = (name: string): number => {
    let index = known.get(name);
    if (index === undefined) {
      known.set(name, (index = types.length));
      types.push({ name, written: name, module: null });
    }
    return index;
  };
  const ofKind = layout.nodeTypes.map((type) => kindNames[type] ?? `(${type})`);
  const byName = new Map<number, number>();
  const typeOf = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const kind = layout.nodeTypes[nodeTypes[node]!]!;
    const name = nodeNames[node]!;
    if (!named.has(kind)) typeOf[node] = indexOf(ofKind[nodeTypes[node]!]!);
    else {
      let index = byName.get(name);
      // `<div id="a">` is one of many `<div>`.
      if (index === undefined)
        byName.set(name, (index = indexOf(strings[name]!.replace(/^((?:Detached )?<[^ >]*) [^]*$/, '$1>'))));
      typeOf[node] = index;
    }
  }
  return { types, typeOf };
}

/** Their names are their constructors', or a root's. */
const named: ReadonlySet<string> = new Set(['object', 'native', 'synthetic']);
const kindNames: Readonly<Record<string, string>> = {
  hidden: '(system)',
  code: '(compiled code)',
  closure: 'Function',
  regexp: 'RegExp',
};
