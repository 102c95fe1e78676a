import { isPlainPath } from '../sandbox/files/file-path.ts';
import { decodeWork, type SavedWork } from '../workbench/model/saved-work.ts';
import { decodeProgress, type Progress, type Step } from './progress.ts';

/**
 * A reader's work as one file: these keys of the browser's storage. What else is kept there stays: settings are a browser's, and what lets into a class
 * is nobody else's.
 */
const key = /^leak-lab:(?:(sandbox|history):([\w.-]+)|progress)$/;
const format = 'leak-lab-work';
/** A browser keeps some five million characters for a site; a longer file cannot be ours. */
const longest = 12_000_000;

export type Refusal = 'not-ours' | 'newer' | 'too-large' | 'full';

type Kept = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'key' | 'length'>;

/** @returns the file's text. */
export function exportWork(storage: Kept): string {
  const items: Record<string, string> = {};
  for (let i = 0; i < storage.length; i++) {
    const name = storage.key(i)!;
    const item = storage.getItem(name)!;
    if (isReadable(name, item)) items[name] = item;
  }
  return JSON.stringify({ format, version: 1, items });
}

type Edits = Record<string, string>;

/** Puts a version of an exercise's files into its history; `fromLink` where the reader has not agreed to run it on this machine. False where there is no room for it. */
export type PutAside = (exercise: string, edits: Edits, fromLink: boolean) => boolean;

/**
 * Brings a file's work back. Progress is joined, histories too, edits are replaced; those replaced go through `putAside`. A file can come from
 * anyone: its code is marked as a link's is, and so runs on this machine only after a second yes.
 * @returns the number of exercises whose edits came back, or why the file was refused: `full` where some of it found no room, and the rest came back.
 */
export function importWork(text: string, storage: Kept, putAside: PutAside): number | Refusal {
  if (text.length > longest) return 'too-large';
  const items = itemsOf(text);
  if (typeof items === 'string') return items;
  let exercises = 0;
  let full = false;
  for (const [name, value] of items) {
    const now = storage.getItem(name);
    if (now === value) continue;
    const [, kind, exercise] = key.exec(name)!;
    let next = JSON.stringify(joined(decodeProgress(now), decodeProgress(value)));
    if (kind === 'history') next = joinedHistory(now, value);
    if (kind === 'sandbox') {
      const mine = workIn(now);
      const theirs = workIn(value)!;
      const solved = theirs.solved || mine?.solved === true;
      // The same code is the reader's own as much as it was.
      const same = mine && JSON.stringify(mine.edits) === JSON.stringify(theirs.edits);
      // A sandbox that is open takes up only what is newer than its own.
      const savedAt = Math.max(Date.now(), (mine?.savedAt ?? 0) + 1);
      next = JSON.stringify({
        ...(same ? JSON.parse(now!) : { ...fromElsewhere(JSON.parse(value)), savedAt }),
        solved,
      });
      const lost = mine && !same && Object.keys(mine.edits).length > 0;
      if (lost && !putAside(exercise!, mine.edits, mine.fromLink === true)) {
        full = true;
        continue;
      }
    }
    try {
      storage.setItem(name, next);
      if (kind === 'sandbox') exercises++;
    } catch {
      full = true;
    }
  }
  return full ? 'full' : exercises;
}

function itemsOf(text: string): [string, string][] | Refusal {
  let value: { format?: unknown; version?: unknown; items?: unknown } | null;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not-ours';
  }
  if (value?.format !== format || typeof value.version !== 'number') return 'not-ours';
  if (value.version > 1) return 'newer';
  if (typeof value.items !== 'object' || value.items === null) return 'not-ours';
  const all = Object.entries(value.items);
  const items = all.filter((item): item is [string, string] => isReadable(...item));
  if (items.length === 0 && all.length > 0) return 'not-ours';
  // Histories first: what edits replace is put aside into the history as it is then.
  const isHistory = ([name]: [string, unknown]) => key.exec(name)![1] === 'history';
  return [...items.filter(isHistory), ...items.filter((item) => !isHistory(item))];
}

/** Whether an item is a reader's work. One may be there that nothing can be read from: a sandbox leaves it under its key until something is typed. */
function isReadable(name: string, item: unknown): boolean {
  const kind = key.exec(name);
  if (!kind || typeof item !== 'string') return false;
  return kind[1] === 'sandbox' ? workIn(item) !== null : isJson(item);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What is kept of an exercise, if its edits can be read: those by plain paths. */
function workIn(text: string | null): SavedWork | null {
  const work = text === null ? null : decodeWork(text, []);
  return work && { ...work, edits: byPlainPaths(work.edits) };
}

const byPlainPaths = <T>(files: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(files).filter(([path]) => isPlainPath(path)));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A version of an exercise's files, or what is kept of it with the version put aside in it, as code that came from elsewhere; by plain paths alone. */
function fromElsewhere(version: unknown): Record<string, unknown> {
  if (!isObject(version)) return {};
  const { edits, previous, ...rest } = version;
  return {
    ...rest,
    ...(isObject(edits) && { edits: byPlainPaths(edits) }),
    ...(isObject(previous) && { previous: fromElsewhere(previous) }),
    fromLink: true,
  };
}

const versionsOf = (text: string | null): unknown[] => {
  const versions = text === null || !isJson(text) ? [] : (JSON.parse(text) as { versions?: unknown } | null)?.versions;
  return Array.isArray(versions) ? versions : [];
};

/** Both histories, the file's as code from elsewhere; what reads it sorts, bounds and leaves out what is of no form that it knows. */
const joinedHistory = (now: string | null, value: string): string =>
  JSON.stringify({ version: 1, versions: [...versionsOf(value).map(fromElsewhere), ...versionsOf(now)] });

function joined(a: Progress, b: Progress): Progress {
  const first = (step: Step) => {
    const times: Record<string, number> = { ...a[step] };
    for (const [id, at] of Object.entries(b[step])) times[id] = Math.min(at, times[id] ?? at);
    return times;
  };
  return { read: first('read'), ran: first('ran'), solved: first('solved'), last: b.last ?? a.last };
}
