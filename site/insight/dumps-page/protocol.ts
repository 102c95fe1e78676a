import type { TypeRow } from '../dumps/compare.ts';
import type { DumpFault } from '../dumps/dump-error.ts';
import type { DumpFormat } from '../dumps/heap-graph.ts';
import type { Finding } from '../dumps/finding.ts';
import type { Kept } from '../dumps/dominator-tree.ts';
import type { Way } from '../dumps/ways.ts';
import type { NamedStep } from '../way-words.ts';

/** A dump that the worker has read and keeps. */
export interface OpenDump {
  /** By which the worker knows it. */
  readonly key: number;
  readonly format: DumpFormat;
  readonly objects: number;
  readonly bytes: number;
}

/** Which dumps are looked at: the later, and the earlier that it is compared with. */
export interface Pair {
  readonly later: number;
  readonly earlier: number | null;
}

export type NamedFinding = Omit<Finding, 'way'> & { readonly way: readonly NamedStep[] };

export interface NamedWay extends Omit<Way, 'steps'> {
  readonly steps: readonly NamedStep[];
}

export type NamedKept = Kept & { readonly name: string };

export interface NamedWays {
  readonly ways: readonly NamedWay[];
  /** Objects that are held in ways which are not among `ways`. */
  readonly others: number;
  readonly unreached: number;
}

/** What the worker does, and what comes of it. */
export interface Requests {
  open: { give: { file: Blob }; get: OpenDump };
  close: { give: { key: number }; get: null };
  rows: { give: Pair; get: readonly TypeRow[] };
  /** By type of the later dump. */
  retained: { give: { key: number }; get: Float64Array };
  findings: { give: Pair; get: readonly NamedFinding[] };
  ways: { give: { key: number; of: number }; get: NamedWays };
  /** See `DominatorTree.kept`; bytes that others keep, too. */
  kept: { give: { key: number; path: readonly number[] }; get: { kept: readonly NamedKept[]; others: number } };
}

export type Request = { [K in keyof Requests]: { id: number; type: K } & Requests[K]['give'] }[keyof Requests];

export type Answer =
  | { id: number; type: 'progress'; bytes: number }
  | { id: number; type: 'done'; value: Requests[keyof Requests]['get'] }
  | { id: number; type: 'fault'; fault: DumpFault; detail: string };
