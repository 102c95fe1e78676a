import type { Dump } from './dump.ts';

/** V8's own parts of an object, and what a .NET collection keeps its entries in, stand for what has them. */
export function ownerOf({ graph, dominators }: Dump, node: number): number {
  const { types, typeOf, isMadeUp, format } = graph;
  const isPart = (at: number) => {
    const { name } = types[typeOf[at]!]!;
    return format === 'gcdump'
      ? /\[\]$|^Tables<|(^|\.)ConcurrentQueueSegment</.test(name)
      : /^\((array|system|object elements)\)$/.test(name);
  };
  let owner = node;
  for (let steps = 0; steps < 3 && isPart(owner); steps++) {
    const above = dominators.dominator[owner]!;
    if (isMadeUp[above]) return owner;
    owner = above;
  }
  return owner;
}

/** Of a list's or a tree's node, which others of its type hold and which holds others: what has the first of them, if that has a name. */
export function headOf({ graph, dominators }: Dump, node: number): number {
  const { types, typeOf, isMadeUp } = graph;
  let head = node;
  while (typeOf[dominators.dominator[head]!] === typeOf[node] && dominators.dominator[head] !== head)
    head = dominators.dominator[head]!;
  const above = dominators.dominator[head]!;
  return isMadeUp[above] || /^\(|^system \//.test(types[typeOf[above]!]!.name) ? head : above;
}

/** What is text, in either format: keys, as often as values. */
export const isText = (name: string): boolean => /^(string|\((concatenated |sliced )?string\))$/.test(name);
