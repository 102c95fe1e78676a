import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DumpStrings } from '../../strings/dumps.ts';
import type { Format } from '../../strings/format.ts';
import type { DumpModel } from './model.ts';

/** What every part of the page of dumps draws from. */
export interface DumpUi {
  readonly model: DumpModel;
  readonly text: DumpStrings;
  readonly format: Format;
  /** By id of a lesson. */
  readonly lessons: Readonly<Record<string, { readonly href: string; readonly title: string }>>;
  /** Addresses of two dumps to try it with. */
  readonly examples: readonly string[];
}

const context = createContext<DumpUi | null>(null);

export const DumpUiProvider = context.Provider;

export function useDumpUi(): DumpUi {
  const ui = useContext(context);
  if (!ui) throw new Error('Parts of the page of dumps are drawn inside a DumpUiProvider.');
  return ui;
}
