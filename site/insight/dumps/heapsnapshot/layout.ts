import { DumpError } from '../dump-error.ts';

/** Where each field of a node or an edge is, as a snapshot says itself. */
export interface Layout {
  readonly node: Readonly<Record<'type' | 'name' | 'id' | 'size' | 'edges' | 'fields', number>>;
  readonly edge: Readonly<Record<'type' | 'name' | 'target' | 'fields', number>>;
  readonly nodeTypes: readonly string[];
  readonly edgeTypes: readonly string[];
  /** By type of edge: whether what stands for its name is a number, and no string's. */
  readonly isNumbered: readonly boolean[];
  /** How many there are, as it says; nothing else bears that out. */
  readonly expected: { readonly nodes: number; readonly edges: number };
}

/** @throws {DumpError} where it names fewer fields than there must be. */
export function readLayout(snapshot: unknown): Layout {
  const meta = member(snapshot, 'meta');
  const nodeFields = names(member(meta, 'node_fields'), 'node_fields');
  const edgeFields = names(member(meta, 'edge_fields'), 'edge_fields');
  const place = (fields: readonly string[], name: string) => {
    const index = fields.indexOf(name);
    if (index < 0) throw new DumpError('malformed', `no ${name} among the fields`);
    return index;
  };
  const node = {
    type: place(nodeFields, 'type'),
    name: place(nodeFields, 'name'),
    id: place(nodeFields, 'id'),
    size: place(nodeFields, 'self_size'),
    edges: place(nodeFields, 'edge_count'),
    fields: nodeFields.length,
  };
  const edge = {
    type: place(edgeFields, 'type'),
    name: place(edgeFields, 'name_or_index'),
    target: place(edgeFields, 'to_node'),
    fields: edgeFields.length,
  };
  const edgeTypes = names(list(member(meta, 'edge_types'))[edge.type], 'edge_types');
  return {
    node,
    edge,
    nodeTypes: names(list(member(meta, 'node_types'))[node.type], 'node_types'),
    edgeTypes,
    isNumbered: edgeTypes.map((type) => type === 'element' || type === 'hidden'),
    expected: { nodes: countOf(snapshot, 'node_count'), edges: countOf(snapshot, 'edge_count') },
  };
}

function member(value: unknown, name: string): unknown {
  const found = typeof value === 'object' && value ? (value as Record<string, unknown>)[name] : undefined;
  if (found === undefined) throw new DumpError('malformed', `no ${name}`);
  return found;
}

/** 0 where it is no count. */
function countOf(snapshot: unknown, name: string): number {
  const count = (snapshot as Record<string, unknown>)[name];
  return Number.isSafeInteger(count) && (count as number) > 0 ? (count as number) : 0;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function names(value: unknown, of: string): readonly string[] {
  const found = list(value);
  if (!found.length || found.length > 255 || found.some((name) => typeof name !== 'string'))
    throw new DumpError('malformed', of);
  return found as string[];
}
