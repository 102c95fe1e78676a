import { DumpError } from '../dump-error.ts';
import { type EdgeName, type HeapGraph, type HeapType, printable } from '../heap-graph.ts';
import { Columns } from './columns.ts';
import { keepEdges } from './keeping-edges.ts';
import { readLayout, type Layout } from './layout.ts';
import { moveOwnedSizes } from './owned-sizes.ts';
import { Sections } from './sections.ts';
import type { Snapshot } from './snapshot.ts';

/** The most that a column of numbers holds. */
const uint32 = 0xffffffff;

/** Reads V8's heap snapshot as its pieces come (V8, `heap-snapshot-generator.cc`, `HeapSnapshotJSONSerializer`). */
export class HeapSnapshotReader {
  readonly #sections = new Sections((section) => (section === 'nodes' ? this.#readNodes() : this.#readEdges()));
  #layout: Layout | null = null;
  #nodes: Columns<'type' | 'name' | 'id' | 'size' | 'edges'> | null = null;
  #edges: Columns<'type' | 'name' | 'target'> | null = null;

  /** @throws {DumpError} where it is no snapshot. */
  push(chunk: Uint8Array): void {
    this.#sections.push(chunk);
  }

  /** @throws {DumpError} where the file is no whole snapshot. */
  end(): HeapGraph {
    this.#sections.end();
    return graphOf(this.#snapshot());
  }

  /** V8 writes it first: it says how the rest is to be read. */
  get #ready(): Layout {
    return (this.#layout ??= readLayout(this.#sections.parse('snapshot')));
  }

  #readNodes() {
    const { node, nodeTypes, expected } = this.#ready;
    const { type, name, id, size, edges } = node;
    return (this.#nodes = new Columns('nodes', node.fields, expected.nodes, {
      type: { at: type, most: nodeTypes.length - 1 },
      name: { at: name, most: uint32 },
      id: { at: id, most: uint32 },
      size: { at: size, most: uint32 },
      edges: { at: edges, most: uint32 },
    }));
  }

  #readEdges() {
    const { edge, edgeTypes, expected } = this.#ready;
    const { type, name, target } = edge;
    return (this.#edges = new Columns('edges', edge.fields, expected.edges, {
      type: { at: type, most: edgeTypes.length - 1 },
      name: { at: name, most: uint32 },
      target: { at: target, most: uint32 },
    }));
  }

  #snapshot(): Snapshot {
    const layout = this.#ready;
    const strings = this.#sections.parse('strings');
    if (!Array.isArray(strings) || strings.some((value) => typeof value !== 'string'))
      throw new DumpError('malformed', 'strings');
    const [nodes, edges] = [this.#nodes, this.#edges];
    if (!nodes?.length) throw new DumpError('malformed', 'no nodes');
    if (!edges) throw new DumpError('malformed', 'no edges');
    const [nodeCount, edgeCount] = [nodes.length, edges.length];
    const nodeNames = nodes.take('name') as Uint32Array;
    const firstEdge = new Uint32Array(nodeCount + 1);
    const edgesOf = nodes.take('edges');
    for (let node = 0; node < nodeCount; node++) {
      firstEdge[node + 1] = firstEdge[node]! + edgesOf[node]!;
      if (nodeNames[node]! >= strings.length) throw new DumpError('malformed', `node ${node}`);
    }
    if (firstEdge[nodeCount] !== edgeCount) throw new DumpError('malformed', `${edgeCount} edges`);
    const edgeTypes = edges.take('type') as Uint8Array;
    const edgeNames = edges.take('name') as Uint32Array;
    const targets = edges.take('target') as Uint32Array;
    for (let edge = 0; edge < edgeCount; edge++) {
      const target = targets[edge]! / layout.node.fields;
      if (!Number.isInteger(target) || target >= nodeCount) throw new DumpError('malformed', `edge ${edge}`);
      if (!layout.isNumbered[edgeTypes[edge]!] && edgeNames[edge]! >= strings.length)
        throw new DumpError('malformed', `edge ${edge}`);
      targets[edge] = target;
    }
    return {
      layout,
      strings,
      nodeCount,
      nodeTypes: nodes.take('type') as Uint8Array,
      nodeNames,
      ids: nodes.take('id') as Uint32Array,
      sizes: new Float64Array(nodes.take('size')),
      firstEdge,
      edgeTypes,
      edgeNames,
      targets,
    };
  }
}

/** Makes of a snapshot's columns those of a graph, in their place. */
function graphOf(snapshot: Snapshot): HeapGraph {
  const { layout, strings, nodeCount, nodeTypes, ids, sizes, firstEdge, edgeTypes, edgeNames } = snapshot;
  moveOwnedSizes(snapshot);
  const targets = keepEdges(snapshot);
  const { types, typeOf } = classes(snapshot);
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
      const type = layout.edgeTypes[edgeTypes[edge]!]!;
      const name = layout.isNumbered[edgeTypes[edge]!] ? String(edgeNames[edge]) : strings[edgeNames[edge]!]!;
      if (type === 'context') return { kind: 'variable', name };
      if (type === 'property') return { kind: 'field', name };
      return { kind: type === 'element' ? 'element' : 'internal', name };
    },
    ids,
  };
}

/** How DevTools groups objects: by constructor; what has none, by kind. Nodes' types take the place of their names. */
function classes({ layout, strings, nodeTypes, nodeNames, nodeCount }: Snapshot) {
  const types: HeapType[] = [];
  const known = new Map<string, number>();
  const indexOf = (name: string): number => {
    let index = known.get(name);
    if (index === undefined) {
      known.set(name, (index = types.length));
      types.push({ name: printable(name), written: name, module: null });
    }
    return index;
  };
  const ofKind = layout.nodeTypes.map((type) => kindNames[type] ?? `(${type})`);
  const byName = new Map<number, number>();
  const typeOf = nodeNames;
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
