import { typeKey } from './compare.ts';
import type { Dump } from './dump.ts';
import { type Finding, least } from './finding.ts';
import { headOf, isText, ownerOf } from './holders.ts';
import type { Step, Way } from './ways.ts';

/** What brought less of the bytes that a heap has grown by is left out; so is what holds less of the heap. */
const [leastShareOfGrowth, leastShare] = [0.1, 0.01];
/** What .NET keeps of its own events, for who collects a dump. */
const collectors = /^System\.Diagnostics\.Tracing\./;
/** Of the types, those whose objects keep most more. */
const mostTypes = 20;

/**
 * What holds ever more: of each type that has grown, the way by which most of its objects are held, whether more are held by the same way than in the
 * earlier dump, and the innermost object that alone keeps them. A cache that is full holds as many as before, however many have passed through it.
 */
export function findGrowing(dump: Dump, earlier: Dump): Finding[] {
  const { types, typeOf, isMadeUp } = dump.graph;
  const grown = dump.table.total.bytes - earlier.table.total.bytes;
  if (grown <= 0) return [];
  const byHolder = new Map<number, Finding & { readonly steps: number }>();
  for (const { type, before } of typesThatGrew(dump, earlier)) {
    const [way] = dump.waysTo(type).ways;
    if (!way?.keeper) continue;
    const more = way.count - (before === null ? 0 : countOn(earlier, before, wayKey(dump, way.steps)));
    if (more < least('collection', true)) continue;
    const { node, step } = way.keeper;
    const holder = way.steps[step]!.inRow > 1 ? headOf(dump, node) : ownerOf(dump, node);
    const bytes = dump.dominators.retained[holder]!;
    const wayTo = dump.ways.to(holder);
    if (wayTo.some((at) => collectors.test(types[at.type]!.written))) continue;
    if (isMadeUp[holder] || bytes < leastShare * dump.table.total.bytes) continue;
    if ((bytes * more) / way.count < leastShareOfGrowth * grown) continue;
    const had = byHolder.get(holder);
    // What is in it, and not what that has; of two as near, not the keys.
    const steps = way.steps.length + (isText(types[type]!.name) ? 0.5 : 0);
    if (had && had.steps <= steps) continue;
    byHolder.set(holder, {
      kind: 'collection',
      name: types[typeOf[holder]!]!.name,
      of: types[type]!.name,
      count: way.count,
      more,
      bytes,
      way: wayTo,
      steps,
    });
  }
  return [...byHolder.values()].toSorted((a, b) => b.bytes - a.bytes).map(({ steps: _, ...finding }) => finding);
}

/** Types of which there are enough more, each with its index in the earlier dump. V8's own are none: they grow as code is compiled. */
function typesThatGrew(dump: Dump, earlier: Dump): { type: number; before: number | null }[] {
  const was = new Map(earlier.graph.types.map((type, index) => [typeKey(type), index]));
  const found: { type: number; before: number | null; kept: number }[] = [];
  for (const [type, of] of dump.graph.types.entries()) {
    if (/^\(|^system \//.test(of.name) && !isText(of.name)) continue;
    const before = was.get(typeKey(of)) ?? null;
    const [then, kept] = before === null ? [0, 0] : [earlier.table.counts[before]!, earlier.retained[before]!];
    if (dump.table.counts[type]! - then < least('collection', true)) continue;
    found.push({ type, before, kept: dump.retained[type]! - kept });
  }
  return found.toSorted((a, b) => b.kept - a.kept).slice(0, mostTypes);
}

/** How many objects of a type are held by a way. */
function countOn(dump: Dump, type: number, key: string): number {
  const isIt = (way: Way) => wayKey(dump, way.steps) === key;
  return dump.waysTo(type).ways.find(isIt)?.count ?? 0;
}

/** What makes a way the same in another dump. */
export const wayKey = ({ graph }: Dump, steps: readonly Step[]): string =>
  steps.map(({ type, by }) => `${graph.types[type]!.written} ${by?.kind ?? ''} ${by?.name ?? ''}`).join('\n');
