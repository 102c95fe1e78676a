import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentUnit, StreamLanguage } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { theme } from './theme.ts';
import { isCsharp } from '../../sandbox/files/file-path.ts';

/** What showing code takes, read or edited. */
const reading: Extension = [
  lineNumbers(),
  highlightSpecialChars(),
  bracketMatching(),
  highlightSelectionMatches(),
  search(),
  theme,
];

let csharpLanguage: Extension = [];
/** Before a C# file is shown: its mode comes with those of C's whole family, and most readers never need it. */
export async function learnCsharp(): Promise<void> {
  const { csharp } = await import('@codemirror/legacy-modes/mode/clike');
  csharpLanguage = [StreamLanguage.define(csharp), EditorState.tabSize.of(4), indentUnit.of('    ')];
}

/** Without the completions and snippets that `javascript()` brings. */
const typescript: Extension = [typescriptLanguage, EditorState.tabSize.of(2)];

/** How a file reads, by its name. */
export const languageOf = (path: string): Extension => (isCsharp(path) ? csharpLanguage : typescript);

/** What a learner writes code with. The keys under `keymap` that are ours come before these. */
export const editing: Extension = [
  reading,
  history(),
  drawSelection(),
  rectangularSelection(),
  indentOnInput(),
  closeBrackets(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  lintGutter(),
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, indentWithTab]),
];

export const readOnly: Extension = [
  reading,
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  keymap.of([...searchKeymap]),
];
