import { render } from 'preact';
import { dumpStrings } from '../../strings/dumps.ts';
import { formatFor } from '../../strings/format.ts';
import { DumpUiProvider, type DumpUi } from './context.ts';
import { DumpModel } from './model.ts';
import { DumpPage } from './DumpPage.tsx';

/** Draws the page of dumps into the element, in the language of the page. */
export function mount(host: HTMLElement, given: Pick<DumpUi, 'lessons' | 'examples'>): void {
  const language = document.documentElement.lang;
  const ui = { ...given, model: new DumpModel(), text: dumpStrings(language), format: formatFor(language) };
  render(
    <DumpUiProvider value={ui}>
      <DumpPage />
    </DumpUiProvider>,
    host,
  );
}
