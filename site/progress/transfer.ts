import { decodeProgress, type Progress, progressKey, type Step } from './progress.ts';

/** All that the course keeps in a browser, as one file: every key that begins so. */
const prefix = 'leak-lab:';
const format = 'leak-lab-work';
/** A browser keeps some five million characters for a site; a longer file cannot be ours. */
const longest = 12_000_000;

export type Refusal = 'not-ours' | 'newer' | 'too-large' | 'full';

type Kept = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'key' | 'length'>;

/** @returns the file's text. */
export function exportWork(storage: Kept): string {
  const items: Record<string, string> = {};
  for (let i = 0; i < storage.length; i++) {
    const key = storage.key(i)!;
    if (key.startsWith(prefix)) items[key] = storage.getItem(key)!;
  }
  return JSON.stringify({ format, version: 1, items });
}

/** Puts a version of an exercise's files into its history. */
export type PutAside = (exercise: string, edits: Record<string, string>) => void;

/**
 * Brings a file's work back. Progress is joined, histories too, edits are replaced; those replaced go through `putAside`.
 * @returns the number of exercises whose edits came back, or why the file was refused.
 */
export function importWork(text: string, storage: Kept, putAside: PutAside): number | Refusal {
  if (text.length > longest) return 'too-large';
  const items = itemsOf(text);
  if (typeof items === 'string') return items;
  let exercises = 0;
  for (const [key, value] of items) {
    const now = storage.getItem(key);
    if (now === value) continue;
    const [, kind, exercise] = key.split(':');
    let next = value;
    if (key === progressKey) next = JSON.stringify(joined(decodeProgress(now), decodeProgress(value)));
    if (kind === 'history') next = joinedHistory(now, value);
    if (kind === 'sandbox' && exercise) {
      const edits = editsOf(now);
      if (edits) putAside(exercise, edits);
      exercises++;
    }
    try {
      storage.setItem(key, next);
    } catch {
      return 'full';
    }
  }
  return exercises;
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
  const items = Object.entries(value.items);
  const ours = items.every(([key, item]) => /^leak-lab:[\w:-]+$/.test(key) && typeof item === 'string' && isJson(item));
  if (!ours) return 'not-ours';
  // Histories first: what edits replace is put aside into the history as it is then.
  const isHistory = ([key]: [string, unknown]) => key.startsWith(`${prefix}history:`);
  return [...items.filter(isHistory), ...items.filter((item) => !isHistory(item))] as [string, string][];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The edits in what is kept of an exercise, if there are any that can be read. */
function editsOf(text: string | null): Record<string, string> | null {
  if (text === null || !isJson(text)) return null;
  const edits = (JSON.parse(text) as { edits?: unknown } | null)?.edits;
  if (typeof edits !== 'object' || edits === null) return null;
  const files = Object.entries(edits).filter(([, file]) => typeof file === 'string');
  return files.length ? Object.fromEntries(files) : null;
}

const versionsOf = (text: string | null): unknown[] => {
  const versions = text === null || !isJson(text) ? [] : (JSON.parse(text) as { versions?: unknown } | null)?.versions;
  return Array.isArray(versions) ? versions : [];
};

/** Both histories; what reads it sorts, bounds and leaves out what is of no form that it knows. */
const joinedHistory = (now: string | null, value: string): string =>
  JSON.stringify({ version: 1, versions: [...versionsOf(value), ...versionsOf(now)] });

function joined(a: Progress, b: Progress): Progress {
  const first = (step: Step) => {
    const times: Record<string, number> = { ...a[step] };
    for (const [id, at] of Object.entries(b[step])) times[id] = Math.min(at, times[id] ?? at);
    return times;
  };
  return { read: first('read'), ran: first('ran'), solved: first('solved'), last: b.last ?? a.last };
}
