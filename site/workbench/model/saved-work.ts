import type { Criterion } from '../../sandbox/exercises/check.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { ReplacedBy } from '../../strings/sandbox/files.ts';

/** What is kept of one learner's work on one exercise. */
export interface SavedWork {
  version: 1;
  /** Milliseconds since the epoch. */
  savedAt: number;
  /** The files that differ from those given. */
  edits: FileTree;
  /** The edits before they were last replaced as a whole. */
  previous: { edits: FileTree; by: ReplacedBy; fromLink?: boolean } | null;
  solved: boolean;
  /** Some of the edits came by a link, and the reader has not agreed to run them on this machine. Absent where a page wrote that knows of no links. */
  fromLink?: boolean | undefined;
  /** The last check's result, and the edits it was of. */
  checked: { edits: FileTree; criteria: Criterion[] } | null;
}

const day = 24 * 60 * 60 * 1000; // ms

/**
 * Reads what `JSON.stringify` wrote of a `SavedWork`, of this version, one before or one after: the edits, and of the rest whatever this
 * version understands. Null where there are no edits to be read. `ids` are those of the exercise's criteria, in their order: a check with
 * others was another version's.
 */
export function decodeWork(text: string, ids: readonly string[]): SavedWork | null {
  const value = parse(text);
  if (!isObject(value) || !isTree(value.edits)) return null;
  const { edits, savedAt, previous, solved, fromLink, checked } = value;
  return {
    version: 1,
    // One from the future, by a clock that was wrong, would be the newest for ever.
    savedAt: typeof savedAt === 'number' && savedAt > 0 && savedAt < Date.now() + day ? savedAt : 0,
    edits,
    previous: isPrevious(previous)
      ? { edits: previous.edits, by: previous.by, fromLink: previous.fromLink === true }
      : null,
    solved: solved === true,
    fromLink: fromLink === undefined ? undefined : fromLink === true,
    checked: isChecked(checked, ids) ? { edits: checked.edits, criteria: checked.criteria } : null,
  };
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTree = (value: unknown): value is FileTree =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');

const reasons: readonly unknown[] = [
  'reset',
  'solution',
  'other-tab',
  'this-tab',
  'removed',
  'link',
] satisfies ReplacedBy[];
const isPrevious = (value: unknown): value is NonNullable<SavedWork['previous']> =>
  isObject(value) && isTree(value.edits) && reasons.includes(value.by);

const results: readonly unknown[] = ['passed', 'failed', 'open'] satisfies Criterion['result'][];
const isCriterion = (value: unknown): value is Criterion =>
  isObject(value) &&
  typeof value.id === 'string' &&
  results.includes(value.result) &&
  isObject(value.figures) &&
  Object.values(value.figures).every((figure) => typeof figure === 'number');
const isChecked = (value: unknown, ids: readonly string[]): value is NonNullable<SavedWork['checked']> =>
  isObject(value) &&
  isTree(value.edits) &&
  Array.isArray(value.criteria) &&
  value.criteria.every(isCriterion) &&
  value.criteria.length === ids.length &&
  value.criteria.every(({ id }, i) => id === ids[i]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not ours, or cut short: the caller puts it aside
  }
}
