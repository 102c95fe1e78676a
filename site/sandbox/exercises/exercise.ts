import type { Criterion, Evidence } from './check.ts';
import type { Language } from '../language.ts';
import type { FileTree } from '../runtime.ts';

/** What a lesson's sandbox needs to know, apart from its words. */
export interface Exercise {
  /** Also the lesson's id and the folder's name under `sandbox-templates/exercises/`. */
  id: string;
  /** TypeScript where it does not say. */
  language?: Language;
  /** Every file of the sandbox in its first state. */
  start: FileTree;
  /** The files that the solution changes. */
  solution: FileTree;
  /** The learner's own file comes first; the rest in the order of their tabs. */
  tabs: readonly string[];
  /** Of these, the learner's file and what else of the client this exercise brings. */
  own: readonly string[];
  /** Judges a run by what happened in it, never by reading code. */
  check(evidence: Evidence): Criterion[];
}
