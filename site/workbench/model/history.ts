import { signal } from '@preact/signals';
import { sameFiles } from '../../sandbox/exercises/check-run.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { Verdict } from '../../sandbox/verdict/verdict.ts';
import type { Storage } from './storage.ts';

const known = ['ran', 'reset', 'solution', 'restored', 'other-tab', 'removed', 'link', 'left'] as const;
/** Why a version was kept: it ran, or something was about to take its place; `left`, that it was there when the page came or went. */
export type KeptBecause = (typeof known)[number];
/** Those that an older page knows: of others it would let the version go, and so they are written down beside one of these. */
const knownFirst: readonly KeptBecause[] = known.slice(0, 5);

/** One version of a learner's files. */
export interface Version {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly because: KeptBecause;
  /** The files that differ from those given. */
  readonly edits: FileTree;
  /** What its last run was found to be; null where it did not run, or nothing was found yet. */
  readonly verdict: Verdict['kind'] | null;
  readonly solved: boolean;
  /** Whether code that came by a link is in it, which the reader has not agreed to run on this machine. */
  readonly fromLink: boolean;
}

/** The latest so many, and together no longer than this many characters: a browser's storage holds some five million for a whole site. */
const most = { versions: 40, characters: 150_000 };

/** Where an exercise's history is kept. Apart from the work itself: an older page that knows no history cannot spoil it. */
export const historyKeyOf = (exercise: string) => `leak-lab:history:${exercise}`;

/**
 * What a learner ran, applied, reset and restored of one exercise, the oldest first. Outlives the page through `storage`; what another tab
 * wrote meanwhile is kept as well.
 */
export class History {
  readonly versions = signal<readonly Version[]>([]);
  readonly #storage: Storage;
  readonly #key: string;
  readonly #now: () => number;
  readonly #unsubscribe: () => void;

  constructor(exercise: string, storage: Storage, now: () => number = Date.now) {
    this.#storage = storage;
    this.#key = historyKeyOf(exercise);
    this.#now = now;
    this.versions.value = merged([], decodeHistory(storage.get(this.#key)));
    this.#unsubscribe = storage.onForeignSet(this.#key, (text) => {
      const theirs = decodeHistory(text);
      this.versions.value = merged(this.versions.value, theirs);
      // Both may have written at once, and neither had heard of the other; and an older page writes down less.
      const written = new Map(theirs.map((version) => [version.id, version]));
      const lacks = (version: Version) => {
        const their = written.get(version.id);
        return their?.because !== version.because || their.fromLink !== version.fromLink;
      };
      if (theirs.length > 0 && this.versions.value.some(lacks)) this.#write();
    });
  }

  /** Keeps a version. The same files as the latest are the same version, seen once more. False where the storage did not take it. */
  keep(edits: FileTree, because: KeptBecause, fromLink = false): boolean {
    const latest = this.versions.value.at(-1);
    const same = latest && sameFiles(latest.edits, edits);
    // Of one moment, the later stays behind the earlier.
    const at = Math.max(this.#now(), latest ? latest.at + (same ? 0 : 1) : 0);
    const version: Version = same
      ? { ...latest, at, because: because === 'ran' ? because : latest.because, fromLink }
      : { id: newId(), at, because, edits, verdict: null, solved: false, fromLink };
    return this.#set([...this.versions.value.slice(0, same ? -1 : undefined), version]);
  }

  /** Whether one of the versions is of these files. */
  has(edits: FileTree): boolean {
    return this.versions.value.some((version) => sameFiles(version.edits, edits));
  }

  /** Writes down what was found of these files, at the latest version that has them. */
  found(edits: FileTree, found: Partial<Pick<Version, 'verdict' | 'solved'>>): void {
    const index = this.versions.value.findLastIndex((version) => sameFiles(version.edits, edits));
    if (index < 0) return;
    this.#set(this.versions.value.with(index, { ...this.versions.value[index]!, ...found }));
  }

  dispose(): void {
    this.#unsubscribe();
  }

  #set(versions: readonly Version[]): boolean {
    // Another tab may have written while this one could not hear of it.
    this.versions.value = merged(decodeHistory(this.#storage.get(this.#key)), versions);
    return this.#write();
  }

  #write(): boolean {
    return this.#storage.set(this.#key, JSON.stringify({ version: 1, versions: this.versions.value.map(encoded) }));
  }
}

const encoded = (version: Version) =>
  knownFirst.includes(version.because) ? version : { ...version, because: 'restored', why: version.because };

/**
 * Both, by their times, `later` before `earlier` where they have the same version; no more than may be kept. Two tabs that merge the same come to the same, in
 * whatever order.
 */
function merged(earlier: readonly Version[], later: readonly Version[]): readonly Version[] {
  const all = new Map(earlier.map((version) => [version.id, version]));
  for (const version of later) all.set(version.id, withKnown(all.get(version.id), version));
  const byTime = [...all.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(-most.versions);
  let room = most.characters;
  const first = byTime.findLastIndex(({ edits }) => (room -= JSON.stringify(edits).length) < 0);
  // The latest is kept however long it is.
  return byTime.slice(Math.min(first + 1, byTime.length - 1));
}

/** The version as written down later. Where it is of the same moment, an older page may have left out what it does not know: why it was kept, and that it came by a link. */
function withKnown(earlier: Version | undefined, later: Version): Version {
  if (earlier?.at !== later.at) return later;
  const because = later.because === 'restored' ? earlier.because : later.because;
  return { ...later, because, fromLink: earlier.fromLink || later.fromLink };
}

/** Reads what `#set` wrote; what is of another form is left out. */
export function decodeHistory(text: string | null): readonly Version[] {
  let value: { versions?: unknown } | null = null;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return []; // Cut short, or not ours: there is nothing in it to bring back.
  }
  const versions = value?.versions;
  return Array.isArray(versions) ? versions.flatMap(decodeVersion) : [];
}

const reasons: readonly unknown[] = known;
const kinds: readonly unknown[] = ['leaking', 'steady', 'not-enough-data'] satisfies Verdict['kind'][];

function decodeVersion(value: unknown): Version[] {
  const { id, at, because, why, edits, verdict, solved, fromLink } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof at !== 'number' || !Number.isFinite(at) || !reasons.includes(because)) return [];
  if (typeof edits !== 'object' || edits === null || Array.isArray(edits)) return [];
  if (!Object.values(edits).every((file) => typeof file === 'string')) return [];
  return [
    {
      id,
      at,
      because: (reasons.includes(why) ? why : because) as KeptBecause,
      edits: edits as FileTree,
      verdict: kinds.includes(verdict) ? (verdict as Verdict['kind']) : null,
      solved: solved === true,
      fromLink: fromLink === true,
    },
  ];
}

/** Not `crypto.randomUUID`: a page on plain HTTP in a local network has none. */
const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
