import type { Dump } from './dump.ts';
import { type Finding, type FindingKind, least } from './finding.ts';
import { findGrowing, wayKey } from './growing.ts';
import { findLists } from './lists.ts';
import type { Step } from './ways.ts';

/** Where the course treats of it. */
export const lessonOf: Readonly<Record<FindingKind, string>> = {
  'method-cache': 'method-caching',
  channels: 'channel-reuse',
  events: 'in-production',
  timers: 'channel-reuse',
  cancellations: 'in-production',
  collection: 'the-leak',
};

const mostCollections = 3;
/** Of the ways to a type's objects, those by which most are held: in a chain, each object has one of its own. */
const mostWays = 1000;

interface Rule {
  readonly kind: FindingKind;
  /** The type of what piles up. */
  readonly piles: RegExp;
  /** What must stand on the way to it, and what must not. */
  readonly holder: RegExp;
  readonly not?: RegExp;
  /** Whether the holder's objects stand in rows of their own, by whatever shorter way they are held as well. */
  readonly inRows?: true;
}

const byName: readonly Rule[] = [
  { kind: 'method-cache', piles: /^Grpc\.Core\.Method</, holder: /^Grpc\.Net\.Client\.GrpcChannel$/ },
  { kind: 'method-cache', piles: /^Method$/, holder: /^GrpcChannel$/ },
  { kind: 'channels', piles: /^Grpc\.Net\.Client\.GrpcChannel$/, holder: /./ },
  { kind: 'channels', piles: /^InternalChannel$/, holder: /./ },
  {
    kind: 'timers',
    piles: /^System\.Threading\.TimerQueueTimer$/,
    holder: /^System\.Threading\.TimerQueue$/,
    inRows: true,
  },
  { kind: 'timers', piles: /^Timeout$/, holder: /^TimersList$/, inRows: true },
  { kind: 'cancellations', piles: /^CallbackNode$/, holder: /^System\.Threading\.CancellationTokenSource$/ },
  { kind: 'cancellations', piles: /^Listener$/, holder: /^AbortSignal$/ },
  { kind: 'events', piles: /^Listener$/, holder: /./, not: /^AbortSignal$/ },
];

/**
 * The leaks that a dump looks like, worst first, each with its evidence. Two dumps show what grows; one shows only what is much, and may be meant to be.
 */
export function recognise(dump: Dump, earlier: Dump | null): Finding[] {
  const named = byName.flatMap((rule) => findByName(dump, earlier, rule));
  const known = [...named, ...findEvents(dump, earlier)];
  const taken = new Set(named.flatMap(({ way }) => way.map(({ type }) => type)));
  const found = [...known];
  for (const one of earlier ? findGrowing(dump, earlier) : findLists(dump, 'collection')) {
    if (found.length === known.length + mostCollections) break;
    // What is in a cache that was recognised, or what it is in, is no second finding.
    const isTaken = one.way.some(({ type }) => taken.has(type) && isOwn(dump, type));
    if (!isTaken && !found.some((other) => isSame(one, other))) found.push(one);
  }
  return found;
}

function findByName(dump: Dump, earlier: Dump | null, rule: Rule): Finding[] {
  const found = heldBy(dump, rule);
  if (!found) return [];
  const { kind, holder } = rule;
  const { name, count, way } = found;
  const more = earlier && count - (heldBy(earlier, rule)?.count ?? 0);
  if (count < least(kind, !!earlier) || (more !== null && more < least(kind, true))) return [];
  return [{ kind, name, of: null, count, more, bytes: bytesBelow(dump, way, holder), way }];
}

interface Held {
  readonly name: string;
  readonly count: number;
  readonly way: readonly Step[];
}

/** What piles up as a rule says. A client's methods have several types; what is told of is the type that there is most of. */
function heldBy(dump: Dump, { kind, piles, holder, not, inRows }: Rule): Held | null {
  const { types } = dump.graph;
  let most: Held | null = null;
  for (const [type, { name, written }] of types.entries()) {
    if (!piles.test(written) || dump.table.counts[type]! < least(kind, true)) continue;
    const isOnWay = (steps: readonly Step[], pattern: RegExp) =>
      steps.some((step) => pattern.test(types[step.type]!.written));
    const all = dump.waysTo(type).ways.slice(0, mostWays);
    const ways = all.filter(({ steps }) => isOnWay(steps, holder) && !(not && isOnWay(steps, not)));
    const way = ways[0] ?? (inRows && all[0]);
    if (!way) continue;
    const count = inRows ? inRowsOf(dump, holder, type) : ways.reduce((sum, { count }) => sum + count, 0);
    if (count > (most?.count ?? 0)) most = { name, count, way: way.steps };
  }
  return most;
}

/** How many objects of a type stand in the holders' rows, each held by the one before. A socket's own timer is there for as long as the socket. */
function inRowsOf({ graph }: Dump, holder: RegExp, type: number): number {
  const { nodeCount, firstEdge, targets, typeOf, types, edgeName } = graph;
  const stands = new Uint8Array(nodeCount);
  const isHolder = types.map(({ written }) => holder.test(written));
  const stack: number[] = [];
  for (let node = 0; node < nodeCount; node++) if (isHolder[typeOf[node]!]) stack.push(node);
  let count = 0;
  while (stack.length) {
    const node = stack.pop()!;
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) {
      const target = targets[edge]!;
      if (typeOf[target] !== type || stands[target]) continue;
      stands[target] = 1;
      stack.push(target);
      count++;
    }
  }
  if (!edgeName) return count;
  for (let node = 0; node < nodeCount; node++)
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) {
      const target = targets[edge]!;
      // Node's `lib/internal/stream_base_commons.js`, `kTimeout`.
      if (!stands[target] || typeOf[node] === type || edgeName(edge).name !== '<symbol timeout>') continue;
      stands[target] = 0;
      count--;
    }
  return count;
}

/** Bytes that what stands right below the holder keeps: a channel's cache, not the channel. */
function bytesBelow({ graph, retained }: Dump, way: readonly Step[], holder: RegExp): number {
  const at = way.findLastIndex((step) => holder.test(graph.types[step.type]!.written));
  const below = (at < 0 ? null : way[at + 1]) ?? way.at(-1)!;
  return retained[below.type]!;
}

function findEvents(dump: Dump, earlier: Dump | null): Finding[] {
  if (!earlier) return findLists(dump, 'events');
  const found = findLists(dump, 'events', least('events', true));
  if (!found.length) return [];
  // Two handlers are the fewest that are a list.
  const before = new Map(findLists(earlier, 'events', 2).map(({ way, count }) => [wayKey(earlier, way), count]));
  return found
    .map((finding) => ({ ...finding, more: finding.count - (before.get(wayKey(dump, finding.way)) ?? 0) }))
    .filter(({ more }) => more >= least('events', true));
}

/** Whether one way is the beginning of the other: what one holds is told of with the other. */
const isSame = ({ way }: Finding, other: Finding) => isAbove(way, other.way) || isAbove(other.way, way);

const isAbove = (way: readonly Step[], other: readonly Step[]) =>
  way.length <= other.length &&
  way.every(({ type, by }, index) => type === other[index]!.type && by?.name === other[index]!.by?.name);

/** Whether a type is so much a finding's own that another with it on its way is the same. */
const isOwn = ({ graph }: Dump, type: number) =>
  /GrpcChannel$|TimerQueue$|CancellationTokenSource$|^TimersList$|^AbortSignal$/.test(graph.types[type]!.written);
