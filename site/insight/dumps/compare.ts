import type { Dump } from './dump.ts';
import type { HeapType } from './heap-graph.ts';

/** A row of the table: a type, in one dump or in two. */
export interface TypeRow {
  readonly name: string;
  readonly module: string | null;
  /** Its index in the later dump's graph; null where there is none of it there any more. */
  readonly type: number | null;
  readonly count: number;
  readonly bytes: number;
  /** The same in the earlier dump; null where there is no earlier one. */
  readonly before: { readonly count: number; readonly bytes: number } | null;
  /** Objects that were not there before, and those that are not there any more; null where objects cannot be told apart. */
  readonly changed: { readonly fresh: number; readonly gone: number } | null;
}

/** What makes a type the same in another dump. */
export const typeKey = ({ written, module }: HeapType): string => `${written}\n${module ?? ''}`;

/** Every type that has objects, in either dump. */
export function typeRows(dump: Dump, earlier: Dump | null): TypeRow[] {
  const was = earlier && byKey(earlier);
  const changed = earlier && changes(dump, earlier);
  const { counts, bytes } = dump.table;
  const rows: TypeRow[] = [];
  for (const [index, type] of dump.graph.types.entries()) {
    const before = was?.get(typeKey(type));
    was?.delete(typeKey(type));
    if (!counts[index] && !before) continue;
    rows.push({
      ...shown(type),
      type: index,
      count: counts[index]!,
      bytes: bytes[index]!,
      before: was ? (before ?? { count: 0, bytes: 0 }) : null,
      changed: changed && { fresh: changed.fresh[index]!, gone: changed.gone.get(typeKey(type)) ?? 0 },
    });
  }
  for (const [key, { type, ...before }] of was ?? [])
    rows.push({
      ...shown(type),
      type: null,
      count: 0,
      bytes: 0,
      before,
      changed: changed && { fresh: 0, gone: changed.gone.get(key) ?? 0 },
    });
  return rows;
}

const shown = ({ name, module }: HeapType) => ({ name, module });

function byKey({ graph: { types }, table: { counts, bytes } }: Dump) {
  const found = new Map<string, { type: HeapType; count: number; bytes: number }>();
  for (const [index, type] of types.entries())
    if (counts[index]) found.set(typeKey(type), { type, count: counts[index], bytes: bytes[index]! });
  return found;
}

/** Which objects are in one of two snapshots only, by the numbers that V8 gives them for life. Null where they have none, or each process its own. */
function changes(dump: Dump, earlier: Dump): { fresh: Float64Array; gone: Map<string, number> } | null {
  const [now, then] = [seen(dump), seen(earlier)];
  if (!now || !then || !areOfOneProcess(dump, earlier)) return null;
  const fresh = new Float64Array(dump.graph.types.length);
  forEachObject(dump, (node, id) => {
    if (!then.has(id)) fresh[dump.graph.typeOf[node]!]!++;
  });
  const gone = new Map<string, number>();
  forEachObject(earlier, (node, id) => {
    if (now.has(id)) return;
    const key = typeKey(earlier.graph.types[earlier.graph.typeOf[node]!]!);
    gone.set(key, (gone.get(key) ?? 0) + 1);
  });
  return { fresh, gone };
}

/** Of objects with the same number in both, so many must be of the type that they were: in one process nearly all are, in two some half. */
const leastAlike = 0.9;
const mostCompared = 20_000;

/** In every process the numbers begin anew: those of another tell nothing of an object. */
function areOfOneProcess(dump: Dump, earlier: Dump): boolean {
  const { nodeCount, types, typeOf } = earlier.graph;
  const every = Math.ceil(nodeCount / mostCompared);
  const was = new Map<number, HeapType>();
  forEachObject(earlier, (node, id) => {
    if (node % every === 0) was.set(id, types[typeOf[node]!]!);
  });
  let [both, alike] = [0, 0];
  forEachObject(dump, (node, id) => {
    const type = was.get(id);
    if (!type) return;
    both++;
    if (type.written === dump.graph.types[dump.graph.typeOf[node]!]!.written) alike++;
  });
  return alike >= leastAlike * both;
}

/** A bit for each number that there is: they count up from 1. */
function seen(dump: Dump): { has(id: number): boolean } | null {
  const { ids } = dump.graph;
  if (!ids) return null;
  let most = 0;
  for (const id of ids) if (id > most) most = id;
  const bits = new Uint8Array((most >>> 3) + 1);
  forEachObject(dump, (_, id) => void (bits[id >>> 3]! |= 1 << (id & 7)));
  return { has: (id) => (bits[id >>> 3]! & (1 << (id & 7))) !== 0 };
}

function forEachObject({ graph }: Dump, visit: (node: number, id: number) => void): void {
  const { nodeCount, isMadeUp, sizes, ids } = graph;
  for (let node = 0; node < nodeCount; node++) if (!isMadeUp[node] && sizes[node]) visit(node, ids![node]!);
}
