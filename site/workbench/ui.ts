import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../sandbox/language.ts';
import type { Format } from '../strings/format.ts';
import type { Strings } from '../strings/strings.ts';
import type { Layout } from './layout/layout.ts';
import type { Bench } from './model/bench.ts';
import type { View } from './model/view.ts';

/** What every part of an open sandbox draws from. */
export interface Ui {
  readonly bench: Bench;
  readonly view: View;
  readonly layout: Layout;
  /** The element that the workbench is drawn into. */
  live(): HTMLElement;
  /** The languages that the exercise can be done in. */
  readonly languages: readonly Language[];
  /** Opens the sandbox anew, in another of them. False where that could not be loaded. */
  switchTo(language: Language): Promise<boolean>;
  readonly strings: Strings;
  readonly format: Format;
  /** Begins the ids of this sandbox's elements: a page may hold several sandboxes. */
  readonly prefix: string;
}

const context = createContext<Ui | null>(null);

export const UiProvider = context.Provider;

export function useUi(): Ui {
  const ui = useContext(context);
  if (!ui) throw new Error('Parts of the workbench are drawn inside a UiProvider.');
  return ui;
}
