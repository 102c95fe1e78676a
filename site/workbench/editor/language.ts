import type { FileTree } from '../../sandbox/runtime.ts';
import type { CodeEditor } from './code-editor.ts';
import type { LanguageConnection, LanguageOptions } from './language-connection.ts';
import type { LanguageServer } from './language-server.ts';

/**
 * Types in the editor. What they take (TypeScript or the C# compiler, some megabytes) is loaded when the learner first comes to the code, and not where the
 * browser was told to save data or the line is slow.
 */
export class Language {
  readonly #serve: () => Promise<LanguageServer>;
  readonly #options: LanguageOptions;
  readonly #editors: [CodeEditor, ...CodeEditor[]];
  #connection: Promise<LanguageConnection> | null = null;
  #stopped = false;

  constructor(
    serve: () => Promise<LanguageServer>,
    { editor, ...options }: Omit<LanguageOptions, 'editors'> & { editor: CodeEditor },
  ) {
    this.#serve = serve;
    this.#editors = [editor];
    this.#options = { ...options, editors: this.#editors };
  }

  /** Has one editor more, beside the first, until what this returns is called. */
  join(editor: CodeEditor): () => void {
    this.#editors.push(editor);
    void this.#connection?.then((connection) => connection.support(editor)).catch(() => undefined);
    return () => this.#editors.splice(this.#editors.indexOf(editor), 1);
  }

  async start(): Promise<void> {
    if (this.#connection || this.#stopped || savesData()) return;
    this.#connection = this.#connect();
    try {
      const connection = await this.#connection;
      if (this.#stopped) connection.close();
      else await connection.failed;
    } catch (error) {
      // Editing goes on without types; the next time that the learner comes to the code is another try.
      console.warn('The types are gone, or could not be loaded.', error);
      this.#close();
      this.#connection = null;
    }
  }

  /** Tells the server of files that changed outside the editor. */
  take(files: FileTree): void {
    void this.#connection?.then((connection) => connection.take(files)).catch(() => undefined);
  }

  stop(): void {
    this.#stopped = true;
    this.#close();
  }

  #close(): void {
    void this.#connection?.then((connection) => connection.close()).catch(() => undefined);
  }

  async #connect(): Promise<LanguageConnection> {
    const [{ connect }, server] = await Promise.all([import('./language-connection.ts'), this.#serve()]);
    return connect(server, this.#options);
  }
}

interface Line {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Whether the reader's line should be spared; where a browser does not tell, it need not be. */
function savesData(): boolean {
  const { saveData = false, effectiveType = '4g' } = (navigator as { connection?: Line }).connection ?? {};
  return saveData || effectiveType !== '4g';
}
