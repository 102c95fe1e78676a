import type { Diagnostic } from '@codemirror/lint';
import { Text } from '@codemirror/state';
import { compile, type Fault } from '../../sandbox/runtimes/csharp-compiler.ts';
import { sameFiles } from '../../sandbox/files.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { CodeEditor } from './code-editor.ts';

/** Typing is read after a pause of so many milliseconds. */
const pauseFor = 400;

/** Shows what the C# compiler says of the files as the learner types. It is loaded at the first edit: what is given is known to compile. */
export class CsharpFaults {
  readonly #editor: CodeEditor;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #seen: FileTree = {};
  #isBusy = false;
  /** What was typed while the compiler was busy. */
  #next: FileTree | null = null;
  #stopped = false;

  constructor(editor: CodeEditor) {
    this.#editor = editor;
  }

  take(files: FileTree): void {
    const sources = Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith('.cs')));
    if (sameFiles(sources, this.#seen)) return;
    this.#seen = sources;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#look(sources), pauseFor);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#pause);
  }

  async #look(sources: FileTree): Promise<void> {
    if (this.#isBusy) {
      this.#next = sources;
      return;
    }
    this.#isBusy = true;
    try {
      const { faults } = await compile(sources);
      if (!this.#stopped && sources === this.#seen) this.#show(sources, faults);
    } catch (error) {
      // Editing goes on without; Run says what is wrong with the compiler.
      console.warn('The C# compiler could not be loaded.', error);
    } finally {
      this.#isBusy = false;
    }
    const next = this.#next;
    this.#next = null;
    if (next && !this.#stopped) await this.#look(next);
  }

  #show(sources: FileTree, faults: readonly Fault[]): void {
    for (const [path, text] of Object.entries(sources)) {
      const document = Text.of(text.split('\n'));
      const isThere = (line: number) => line >= 1 && line <= document.lines;
      const at = (line: number, column: number) =>
        Math.min((isThere(line) ? document.line(line).from : text.length) + column - 1, text.length);
      const here = faults.filter(({ file }) => file === path);
      this.#editor.found(
        path,
        here.map(
          ({ isError, id, message, line, column, endLine, endColumn }): Diagnostic => ({
            from: at(line, column),
            to: at(endLine, endColumn),
            severity: isError ? 'error' : 'warning',
            message: `${id}: ${message}`,
          }),
        ),
      );
    }
  }
}
