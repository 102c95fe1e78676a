import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { languageOf, readOnly } from './setup.ts';

/** Shows, in one column and for reading only, what turns `before` into `after`. */
export function createDiffView(
  parent: HTMLElement,
  path: string,
  label: string,
  before: string,
  after: string,
): EditorView {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: after,
      extensions: [
        readOnly,
        languageOf(path),
        unifiedMergeView({ original: before, mergeControls: false, highlightChanges: false, gutter: true }),
        EditorView.contentAttributes.of({ 'aria-label': label }),
      ],
    }),
  });
  view.scrollDOM.tabIndex = 0;
  view.scrollDOM.setAttribute('role', 'group');
  view.scrollDOM.setAttribute('aria-label', label);
  return view;
}
