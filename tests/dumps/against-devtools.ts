import { createReadStream, openAsBlob } from 'node:fs';
import { parse } from 'heap-snapshot-toolkit';
import type { Dump } from '../../site/insight/dumps/dump.ts';
import { readDump } from '../../site/insight/dumps/read-dump.ts';

/** What is asked of DevTools' own code. */
interface DevTools {
  readonly nodeFieldCount: number;
  createNode(index: number): { nodeIndex: number; selfSize(): number; retainedSize(): number };
  aggregatesWithFilter(filter: object): Record<string, { name: string; count: number; self: number }>;
}

type ByConstructor = Record<string, { count: number; self: number }>;

/** A snapshot read here, set against what DevTools' own code reads in it: each object's size and retained size, and sums by constructor. */
export async function againstDevTools(file: string) {
  const dump = await readDump(await openAsBlob(file));
  const theirs = (await parse(createReadStream(file, 'utf-8'))) as unknown as DevTools;
  const { graph, dominators } = dump;
  const node = theirs.createNode(0);
  let differing = 0;
  for (let index = 0; index < graph.nodeCount; index++) {
    node.nodeIndex = index * theirs.nodeFieldCount;
    if (node.selfSize() !== graph.sizes[index]) differing++;
    else if (!graph.isMadeUp[index] && node.retainedSize() !== dominators.retained[index]) differing++;
  }
  return { objects: graph.nodeCount, differing, ours: byConstructor(dump), theirs: aggregated(theirs) };
}

function byConstructor({ graph, table }: Dump): ByConstructor {
  const rows = graph.types.map(
    ({ name }, type) => [name, { count: table.counts[type]!, self: table.bytes[type]! }] as const,
  );
  return Object.fromEntries(rows.filter(([, { count }]) => count));
}

/** DevTools names plain objects by their fields, `{x, y}`; and counts the root, which has a size but is no object. */
function aggregated(theirs: DevTools): ByConstructor {
  const sums: ByConstructor = {};
  for (const { name, count, self } of Object.values(theirs.aggregatesWithFilter({}))) {
    if (name === '(synthetic)') continue;
    const sum = (sums[name.startsWith('{') ? 'Object' : name] ??= { count: 0, self: 0 });
    sum.count += count;
    sum.self += self;
  }
  return sums;
}
