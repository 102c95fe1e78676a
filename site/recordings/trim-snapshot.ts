/** A `.heapsnapshot` as JSON, as far as it is needed here. */
interface RawSnapshot {
  snapshot: {
    meta: {
      node_fields: string[];
      node_types: (string[] | string)[];
      edge_fields: string[];
      edge_types: (string[] | string)[];
    };
    node_count: number;
    edge_count: number;
  };
  nodes: number[];
  edges: number[];
  strings: string[];
}

/** What V8 keeps of a program's code, and of its objects' forms: two thirds of a small program's snapshot. */
const leftOut: ReadonlySet<string> = new Set(['code', 'object shape']);
/** A text's beginning tells which it is. */
const longestString = 80; // characters

/**
 * A snapshot small enough to be published: without the objects that V8 keeps of code and of objects' forms, without what only those hold, weak
 * references, and the ends of long texts. What stays has its size, its number, and what it refers to.
 */
export function trimSnapshot(json: string): string {
  const { snapshot, nodes, edges, strings } = JSON.parse(json) as RawSnapshot;
  const { meta } = snapshot;
  const node = columns(meta.node_fields, ['type', 'name', 'id', 'self_size', 'edge_count']);
  const edge = columns(meta.edge_fields, ['type', 'name_or_index', 'to_node']);
  const [nodeSize, edgeSize] = [meta.node_fields.length, meta.edge_fields.length];
  const nodeTypes = meta.node_types[node.type] as string[];
  const edgeTypes = meta.edge_types[edge.type] as string[];
  const firstEdge = [0];
  for (let at = 0; at < nodes.length; at += nodeSize)
    firstEdge.push(firstEdge.at(-1)! + nodes[at + node.edge_count]! * edgeSize);
  const isLeftOut = (index: number) => leftOut.has(nodeTypes[nodes[index * nodeSize + node.type]!]!);
  const kept = (index: number): number[] => {
    const found: number[] = [];
    for (let at = firstEdge[index]!; at < firstEdge[index + 1]!; at += edgeSize) {
      const target = edges[at + edge.to_node]! / nodeSize;
      if (edgeTypes[edges[at + edge.type]!] !== 'weak' && !isLeftOut(target)) found.push(at);
    }
    return found;
  };

  /** By node that stays: its new index. */
  const places = new Map([[0, 0]]);
  const order = [0];
  for (const index of order)
    for (const at of kept(index)) {
      const target = edges[at + edge.to_node]! / nodeSize;
      if (places.has(target)) continue;
      places.set(target, order.length);
      order.push(target);
    }

  const texts = new Map<number, number>();
  const text = (index: number): number => {
    if (!texts.has(index)) texts.set(index, texts.size);
    return texts.get(index)!;
  };
  const fields = { nodes: [] as number[], edges: [] as number[] };
  for (const index of order) {
    const at = index * nodeSize;
    const own = kept(index);
    fields.nodes.push(
      nodes[at + node.type]!,
      text(nodes[at + node.name]!),
      nodes[at + node.id]!,
      nodes[at + node.self_size]!,
      own.length,
    );
    for (const from of own) {
      const type = edges[from + edge.type]!;
      const name = edges[from + edge.name_or_index]!;
      const isNumber = ['element', 'hidden'].includes(edgeTypes[type]!);
      fields.edges.push(type, isNumber ? name : text(name), places.get(edges[from + edge.to_node]! / nodeSize)! * 5);
    }
  }
  const trimmed: RawSnapshot = {
    snapshot: {
      meta: {
        node_fields: Object.keys(node),
        node_types: [nodeTypes, 'string', 'number', 'number', 'number'],
        edge_fields: Object.keys(edge),
        edge_types: [edgeTypes, 'string_or_number', 'node'],
      },
      node_count: order.length,
      edge_count: fields.edges.length / 3,
    },
    ...fields,
    strings: [...texts.keys()].map((index) => strings[index]!.slice(0, longestString)),
  };
  return JSON.stringify(trimmed);
}

const columns = <Name extends string>(fields: readonly string[], names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, fields.indexOf(name)])) as Record<Name, number>;
