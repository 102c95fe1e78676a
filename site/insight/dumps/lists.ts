import type { Dump } from './dump.ts';
import { type Finding, least } from './finding.ts';
import { isText, ownerOf } from './holders.ts';
import type { Step } from './ways.ts';

/** A collection that holds less of all bytes is left out. */
const leastShare = 0.1;

/** Arrays from which at least so much hangs: a delegate's list of handlers, or what a collection keeps its entries in. Those that hold most first. */
export function findLists(dump: Dump, kind: 'events' | 'collection', most = least(kind, false)): Finding[] {
  const { graph } = dump;
  const { nodeCount, firstEdge, typeOf, types, isMadeUp } = graph;
  const found: (Finding & { readonly holder: number })[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (isMadeUp[node] || firstEdge[node + 1]! - firstEdge[node]! < most) continue;
    const holder = ownerOf(dump, node);
    const held = mostOf(dump, node);
    if (!held || isMadeUp[holder] || held.count < most) continue;
    const way = dump.ways.to(holder);
    if (kind === 'collection' && !collects(dump, holder)) continue;
    if (!way.length || (kind === 'events') !== isEvent(dump, way, holder, held.type)) continue;
    const bytes = dump.dominators.retained[holder]!;
    if (kind === 'collection' && (bytes < leastShare * dump.table.total.bytes || isDeep(dump, way))) continue;
    const of = kind === 'collection' ? types[held.type]!.name : null;
    // An emitter's array has no name, but the event has; a delegate's type says which it is.
    const event = kind === 'events' && graph.format === 'heapsnapshot' && way.at(-1)!.by?.name;
    found.push({
      kind,
      name: event || types[typeOf[holder]!]!.name,
      of,
      count: held.count,
      more: null,
      bytes,
      way,
      holder,
    });
  }
  const holders = new Set<number>();
  return found
    .toSorted((a, b) => b.bytes - a.bytes || b.count - a.count)
    .filter(({ holder }) => !holders.has(holder) && holders.add(holder))
    .map(({ holder: _, ...finding }) => finding);
}

/** Of what a node refers to: the type that there is most of. */
function mostOf({ graph }: Dump, node: number): { type: number; count: number } | null {
  const { firstEdge, targets, typeOf, sizes, types } = graph;
  const counts = new Map<number, number>();
  for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) {
    const target = targets[edge]!;
    const type = typeOf[target]!;
    if (sizes[target] && !/^\((system|compiled code)\)$/.test(types[type]!.name))
      counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  let most: { type: number; count: number } | null = null;
  for (const [type, count] of counts) {
    // Keys beside their values: what is told of is the values, which are not text.
    const isBetter = !most || count > most.count || (count === most.count && isText(types[most.type]!.name));
    if (isBetter) most = { type, count };
  }
  return most;
}

/** A delegate of many is an array of its like; Node keeps an emitter's listeners in `_events`. */
function isEvent({ graph }: Dump, way: readonly Step[], holder: number, most: number): boolean {
  if (graph.format === 'gcdump') return graph.typeOf[holder] === most;
  return way.at(-2)?.by?.name === '_events' && graph.types[most]!.name === 'Function';
}

/** V8 has objects of its own that much hangs on, and so has each program: its global object, its modules. */
const collects = ({ graph }: Dump, node: number) =>
  graph.format === 'gcdump' || /^(Map|Set|Array|Object)$/.test(graph.types[graph.typeOf[node]!]!.name);

/** What hangs on many other objects is theirs, and no collection that someone filled. */
function isDeep({ graph }: Dump, way: readonly Step[]): boolean {
  const ofObjects = way.filter(({ type }) => !/^[[(]/.test(graph.types[type]!.name));
  return ofObjects.length > (graph.format === 'gcdump' ? 5 : 8);
}
