import type { DumpStrings } from '../strings/dumps.ts';
import type { HeapGraph } from './dumps/heap-graph.ts';
import type { Step } from './dumps/ways.ts';

/** A step of a way with its type's name, which a page gets without the graph. */
export interface NamedStep extends Omit<Step, 'type'> {
  readonly name: string;
}

export const namedSteps = ({ types }: HeapGraph, steps: readonly Step[]): NamedStep[] =>
  steps.map(({ type, ...step }) => ({ ...step, name: types[type]!.name }));

/** A step in words: how the one before has it, and what it is. */
export interface StepWords {
  readonly by: string | null;
  readonly name: string;
  readonly inRow: number;
  /** Steps before it that are left out. */
  readonly leftOut: number;
  /** Whether it alone keeps all that the way leads to: the last that does. */
  readonly isKeeper: boolean;
}

/** A way in plain words: which root, and the objects from there. */
export interface WayWords {
  readonly root: string;
  readonly steps: readonly StepWords[];
}

/** V8's own parts of an object, which say nothing to who wrote the program. */
const isPart = (name: string) => /^(\((array|system|object elements)\)|system \/ Context)$/.test(name);

/** @param keeper which step is the last that alone keeps all that the way leads to. */
export function wayWords(steps: readonly NamedStep[], { ways: text }: DumpStrings, keeper = -1): WayWords {
  const first = steps.findIndex(({ name }, index) => index > 0 && !isRoot(name));
  const from = first < 0 ? steps.length : first;
  const root = steps[from - 1]?.name ?? '';
  const objects: (NamedStep & { readonly at: number })[] = [];
  let leftOut = 0;
  for (const [at, step] of steps.entries()) {
    leftOut += step.leftOut;
    if (at < from || (at < steps.length - 1 && isPart(step.name))) continue;
    objects.push({ ...step, at, leftOut });
    leftOut = 0;
  }
  const isGlobal = objects[0]?.name === 'global' && objects.length > 1;
  // Node’s entry module hangs on the global object, its variables on what runs it.
  const isModule = isGlobal && objects[1]?.name === 'ModuleWrap' && objects[2]?.name === 'Generator' && !!objects[3];
  const shown = objects.slice(isModule ? 3 : isGlobal ? 1 : 0);
  // A part of an object that is not shown stands for the object.
  const keeping = shown.findLastIndex(({ at }) => at <= keeper);
  return {
    root: isModule ? text.module : isGlobal ? text.global : rootWords(root, text),
    steps: shown.map(({ name, by, inRow, leftOut }, index) => ({
      name,
      inRow,
      leftOut,
      by: by && byWords(by, text),
      isKeeper: index === keeping,
    })),
  };
}

export const keeperWords = ({ steps }: WayWords): StepWords | undefined => steps.find(({ isKeeper }) => isKeeper);

/** What collectors and V8 put between the root and objects: `[static vars]`, `(GC roots)`. `[]` begins no root's name: it is an array's. */
const isRoot = (name: string) => /^\[(?!\])/.test(name) || /^\((?!array\)|system\)|string\)|object)/.test(name);

function rootWords(name: string, { roots, staticField }: DumpStrings['ways']): string {
  const field = /^\[static var .*?\.<?(\w+)>?(?:k__BackingField)?\]$/.exec(name)?.[1];
  if (field) return staticField(field);
  if (/^\[static/.test(name)) return roots.static;
  if (/^\[local/.test(name)) return roots.local;
  if (/^\[thread/.test(name)) return roots.thread;
  if (/^\[finalizer/.test(name)) return roots.finalizer;
  if (/^\[Dependent/.test(name)) return roots.dependent;
  if (/Handles\]$/.test(name)) return roots.handle;
  return /^\(/.test(name) || name === '' ? roots.v8 : roots.other;
}

function byWords({ kind, name }: NonNullable<NamedStep['by']>, { by }: DumpStrings['ways']): string {
  if (kind === 'element') return by.element;
  return by[kind](name);
}
