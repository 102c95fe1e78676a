import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { editing, languageOf } from './setup.ts';

export interface CodeEditorOptions {
  parent: HTMLElement;
  onEdit(path: string, text: string): void;
  onRun(): void;
  /** The learner has come to the code. */
  onFocus(): void;
  /** The text field's accessible name. */
  label(path: string): string;
  /** The accessible name of the frame that Tab comes to, and Escape goes back to. */
  frameLabel(path: string): string;
}

/**
 * One CodeMirror view over several files, each with its own undo history.
 *
 * Tab must not trap the keyboard (WCAG 2.1.2), yet indents while writing: so Tab comes to the frame around the code; Enter goes in,
 * Escape comes back out.
 */
export class CodeEditor {
  readonly #options: CodeEditorOptions;
  readonly #view: EditorView;
  readonly #states = new Map<string, EditorState>();
  /** What a language server adds to a file's editing, once there is one. */
  readonly #language = new Compartment();
  #languageOf: (path: string) => Extension = () => [];
  #path = '';
  #failure: Diagnostic | null = null;
  #faults: ReadonlyMap<string, readonly Diagnostic[]> = new Map();

  constructor(options: CodeEditorOptions) {
    this.#options = options;
    this.#view = new EditorView({ parent: options.parent });
    const frame = this.#view.scrollDOM;
    frame.tabIndex = 0;
    frame.setAttribute('role', 'group');
    frame.addEventListener('keydown', (event) => {
      if (event.target !== frame || event.key !== 'Enter') return;
      event.preventDefault();
      this.#view.focus();
    });
  }

  /** Shows a file with this text. Where the text has changed from elsewhere, the learner can undo that like typing. */
  show(path: string, text: string, fixed = false): void {
    if (path !== this.#path) this.#switchTo(path, text, fixed);
    const { doc } = this.#view.state;
    if (doc.toString() !== text) this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
  }

  /** Marks the place where a run failed, by line and column from 1, or none. */
  mark(place: { line: number; column: number; message: string } | null): void {
    this.#failure = null;
    if (place) {
      const { doc } = this.#view.state;
      const line = doc.line(Math.min(Math.max(1, place.line), doc.lines));
      const from = Math.min(line.from + Math.max(0, place.column - 1), line.to);
      this.#failure = { from, to: Math.max(from, line.to), severity: 'error', message: place.message };
    }
    this.#showFaults();
  }

  /** Takes what a language server found in a file: places in its text as it is now. */
  found(path: string, faults: readonly Diagnostic[]): void {
    this.#faults = new Map([...this.#faults, [path, faults]]);
    if (path === this.#path) this.#showFaults();
  }

  /** Has a language server support the editing of every file, from now on. */
  support(languageOf: (path: string) => Extension): void {
    this.#languageOf = languageOf;
    this.#view.dispatch({ effects: this.#language.reconfigure(languageOf(this.#path)) });
  }

  get view(): EditorView {
    return this.#view;
  }

  /** Puts the cursor at a place and the focus with it. */
  goTo(lineNumber: number, column: number): void {
    const { doc } = this.#view.state;
    const line = doc.line(Math.min(Math.max(1, lineNumber), doc.lines));
    this.#view.dispatch({
      selection: { anchor: Math.min(line.from + Math.max(0, column - 1), line.to) },
      scrollIntoView: true,
    });
    this.#view.focus();
    // What is sticky may cover it.
    this.#view.dom.scrollIntoView({ block: 'nearest' });
  }

  destroy(): void {
    this.#view.destroy();
  }

  #showFaults(): void {
    const { doc } = this.#view.state;
    const all = [...(this.#faults.get(this.#path) ?? []), ...(this.#failure ? [this.#failure] : [])];
    const within = all.filter(({ to }) => to <= doc.length);
    this.#view.dispatch(setDiagnostics(this.#view.state, within));
  }

  #switchTo(path: string, text: string, fixed: boolean): void {
    if (this.#path) this.#states.set(this.#path, this.#view.state);
    this.#path = path;
    this.#view.setState(this.#states.get(path) ?? this.#newState(path, text, fixed));
    this.#view.dispatch({ effects: this.#language.reconfigure(this.#languageOf(path)) });
    this.#view.scrollDOM.setAttribute('aria-label', this.#options.frameLabel(path));
  }

  #newState(path: string, text: string, fixed: boolean): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: 'Mod-Enter', run: () => this.#run(), preventDefault: true },
          { key: 'Escape', run: (view) => this.#leave(view) },
        ]),
        editing,
        EditorState.readOnly.of(fixed),
        languageOf(path),
        this.#language.of([]),
        EditorView.contentAttributes.of({ 'aria-label': this.#options.label(path), tabindex: '-1' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) this.#options.onEdit(path, update.state.doc.toString());
          if (update.focusChanged && update.view.hasFocus) this.#options.onFocus();
        }),
      ],
    });
  }

  #run(): boolean {
    this.#options.onRun();
    return true;
  }

  /** Only from the code itself: the search panel has an Escape of its own. */
  #leave(view: EditorView): boolean {
    if (view.state.selection.ranges.length > 1) return false;
    view.scrollDOM.focus();
    return true;
  }
}
