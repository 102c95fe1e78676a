import { typeKey } from './compare.ts';
import type { Dump } from './dump.ts';
import type { Step } from './ways.ts';

/** A leak that a dump looks like. */
export type FindingKind =
  /** `Method`s in a channel's cache: this course's. */
  | 'method-cache'
  /** A channel for each call. */
  | 'channels'
  /** Handlers that were added to an event and never taken off. */
  | 'events'
  /** Timers that have not fired. */
  | 'timers'
  /** Callbacks for the end of something that does not end: a token, a signal. */
  | 'cancellations'
  /** A collection that much is in. */
  | 'collection';

/** Where the course treats of it. */
export const lessonOf: Readonly<Record<FindingKind, string>> = {
  'method-cache': 'method-caching',
  channels: 'channel-reuse',
  events: 'in-production',
  timers: 'channel-reuse',
  cancellations: 'in-production',
  collection: 'the-leak',
};

export interface Finding {
  readonly kind: FindingKind;
  /** What piles up. */
  readonly name: string;
  /** How many of it are held this way. */
  readonly count: number;
  /** How many more there are of its type than in the earlier dump; null without one. */
  readonly more: number | null;
  /** Bytes that would go with what holds them. */
  readonly bytes: number;
  readonly way: readonly Step[];
}

/** Fewer are what a program needs. With an earlier dump, it is the growth that has to reach a fifth of it. */
const fewest: Readonly<Record<FindingKind, number>> = {
  'method-cache': 50,
  channels: 20,
  events: 50,
  timers: 50,
  cancellations: 50,
  collection: 500,
};
/** A collection that holds less of all bytes is left out. */
const leastShare = 0.1;
const mostCollections = 3;
/** Of the ways to a type's objects, those by which most are held: in a chain, each object has one of its own. */
const mostWays = 1000;

/** By the name of what piles up; `holder` must stand on the way to it. */
const byName: readonly { kind: FindingKind; piles: RegExp; holder: RegExp }[] = [
  { kind: 'method-cache', piles: /^Grpc\.Core\.Method</, holder: /^Grpc\.Net\.Client\.GrpcChannel$/ },
  { kind: 'method-cache', piles: /^Method$/, holder: /^GrpcChannel$/ },
  { kind: 'channels', piles: /^Grpc\.Net\.Client\.GrpcChannel$/, holder: /./ },
  { kind: 'channels', piles: /^InternalChannel$/, holder: /./ },
  { kind: 'timers', piles: /^System\.Threading\.TimerQueueTimer$/, holder: /^System\.Threading\.TimerQueue$/ },
  { kind: 'timers', piles: /^Timeout$/, holder: /^TimersList$/ },
  { kind: 'cancellations', piles: /^CallbackNode$/, holder: /^System\.Threading\.CancellationTokenSource$/ },
  { kind: 'cancellations', piles: /^Listener$/, holder: /^AbortSignal$/ },
];

/**
 * The leaks that a dump looks like, worst first, each with its evidence. Two dumps show what grows; one shows only what is much, and may be meant to be.
 */
export function recognise(dump: Dump, earlier: Dump | null): Finding[] {
  const grown = growth(dump, earlier);
  const named = byName.flatMap((rule) => findByName(dump, grown, rule));
  const taken = new Set(named.flatMap(({ way }) => way.map(({ type }) => type)));
  const events = findLists(dump, grown, 'events');
  const collections = findLists(dump, grown, 'collection')
    // What is in a cache that was recognised is no second finding.
    .filter(({ way }) => !way.some(({ type }) => taken.has(type) && isOwn(dump, type)))
    .slice(0, mostCollections);
  return [...named, ...events, ...collections];
}

/** By type: how many more there are than before; null without an earlier dump. */
function growth(dump: Dump, earlier: Dump | null): ((type: number) => number) | null {
  if (!earlier) return null;
  const { types } = earlier.graph;
  const was = new Map(types.map((type, index) => [typeKey(type), earlier.table.counts[index]!]));
  return (type) => dump.table.counts[type]! - (was.get(typeKey(dump.graph.types[type]!)) ?? 0);
}

type Growth = ReturnType<typeof growth>;

const isMany = (kind: FindingKind, count: number, more: number | null) =>
  more === null ? count >= fewest[kind] : count >= fewest[kind] / 5 && more >= fewest[kind] / 5;

function findByName(dump: Dump, grown: Growth, { kind, piles, holder }: (typeof byName)[number]): Finding[] {
  const { types } = dump.graph;
  const found: Finding[] = [];
  for (const [type, { name, written }] of types.entries()) {
    if (!piles.test(written)) continue;
    const more = grown?.(type) ?? null;
    if (!isMany(kind, dump.table.counts[type]!, more)) continue;
    const ways = dump
      .waysTo(type)
      .ways.slice(0, mostWays)
      .filter(({ steps }) => steps.some((step) => holder.test(types[step.type]!.written)));
    const count = ways.reduce((sum, way) => sum + way.count, 0);
    if (!ways[0] || !isMany(kind, count, more)) continue;
    const way = ways[0].steps;
    found.push({ kind, name, count, more, bytes: heldBy(dump, way, holder), way });
  }
  // A client's methods have several types; what is told of is the type that there is most of.
  return found.toSorted((a, b) => b.count - a.count).slice(0, 1);
}

/** Bytes that what stands right below the holder keeps: a channel's cache, not the channel. */
function heldBy({ graph, retained }: Dump, way: readonly Step[], holder: RegExp): number {
  const at = way.findLastIndex((step) => holder.test(graph.types[step.type]!.written));
  const below = way[at + 1] ?? way.at(-1)!;
  return retained[below.type]!;
}

/** Arrays from which much hangs: a delegate's list of handlers, or what a collection keeps its entries in. */
function findLists(dump: Dump, grown: Growth, kind: 'events' | 'collection'): Finding[] {
  const { graph } = dump;
  const { nodeCount, firstEdge, typeOf, types, isMadeUp } = graph;
  const least = fewest[kind] / (grown ? 5 : 1);
  const found: (Finding & { readonly holder: number })[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (isMadeUp[node] || firstEdge[node + 1]! - firstEdge[node]! < least) continue;
    const holder = ownerOf(dump, node);
    const most = mostOf(dump, node);
    if (!most || isMadeUp[holder]) continue;
    const more = grown?.(most.type) ?? null;
    if (!isMany(kind, most.count, more)) continue;
    const way = dump.ways.to(holder);
    if (kind === 'collection' && !collects(dump, holder)) continue;
    if (!way.length || (kind === 'events') !== isEvent(dump, way, holder, most.type)) continue;
    const bytes = dump.dominators.retained[holder]!;
    if (kind === 'collection' && (bytes < leastShare * dump.table.total.bytes || isDeep(dump, way))) continue;
    found.push({ kind, name: types[typeOf[holder]!]!.name, count: most.count, more, bytes, way, holder });
  }
  const holders = new Set<number>();
  return found
    .toSorted((a, b) => b.bytes - a.bytes)
    .filter(({ holder }) => !holders.has(holder) && holders.add(holder))
    .map(({ holder: _, ...finding }) => finding);
}

/** V8's own parts of an object, and arrays that a .NET collection keeps its entries in, stand for what has them. */
function ownerOf({ graph, dominators }: Dump, node: number): number {
  const { types, typeOf, isMadeUp, format } = graph;
  const isPart = (at: number) => {
    const { name } = types[typeOf[at]!]!;
    return format === 'gcdump' ? name.endsWith('[]') || /^Tables</.test(name) : /^\((array|system)\)$/.test(name);
  };
  let owner = node;
  for (let steps = 0; steps < 3 && isPart(owner); steps++) {
    const above = dominators.dominator[owner]!;
    if (isMadeUp[above]) return owner;
    owner = above;
  }
  return owner;
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

const isText = (name: string) => name === 'string' || name === '(string)';

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

/** Whether a type is so much a finding's own that another with it on its way is the same. */
const isOwn = ({ graph }: Dump, type: number) =>
  /GrpcChannel$|TimerQueue$|CancellationTokenSource$|^TimersList$|^AbortSignal$/.test(graph.types[type]!.written);
