import type { Criterion } from '../../sandbox/check.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { ReplacedBy } from '../../strings/strings.ts';

/** What is kept of one learner's work on one exercise. */
export interface SavedWork {
  version: 1;
  /** Milliseconds since the epoch. */
  savedAt: number;
  /** The files that differ from those given. */
  edits: FileTree;
  /** The edits before they were last replaced as a whole. */
  previous: { edits: FileTree; by: ReplacedBy } | null;
  solved: boolean;
  /** The last check's result, and the edits it was of. */
  checked: { edits: FileTree; criteria: Criterion[] } | null;
}

/** Reads what `JSON.stringify` wrote of a `SavedWork`, of this version or one before; null where it is anything else. */
export function decodeWork(text: string): SavedWork | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // Not ours, or cut short: the caller puts it aside.
  }
  return isWork(value) ? value : null;
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTree = (value: unknown): value is FileTree =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');
const reasons: readonly unknown[] = ['reset', 'solution', 'other-tab', 'this-tab'] satisfies ReplacedBy[];

const isCriterion = (value: unknown): value is Criterion =>
  isObject(value) && typeof value.id === 'string' && typeof value.result === 'string' && isObject(value.figures);

/** Version 1 is the only one so far; the next brings the step from it here. */
const isWork = (value: unknown): value is SavedWork =>
  isObject(value) &&
  value.version === 1 &&
  typeof value.savedAt === 'number' &&
  isTree(value.edits) &&
  (value.previous === null ||
    (isObject(value.previous) && isTree(value.previous.edits) && reasons.includes(value.previous.by))) &&
  typeof value.solved === 'boolean' &&
  (value.checked === null ||
    (isObject(value.checked) &&
      isTree(value.checked.edits) &&
      Array.isArray(value.checked.criteria) &&
      value.checked.criteria.every(isCriterion)));
