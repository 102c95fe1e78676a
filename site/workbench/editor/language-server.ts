import type { Transport } from '@codemirror/lsp-client';

/** A language server for one editor, wherever it runs. What passes is the Language Server Protocol. */
export interface LanguageServer {
  /** The protocol's name for the language. */
  readonly language: string;
  readonly transport: Transport;
  /** Rejects when it is no more. */
  readonly failed: Promise<never>;
  /** Whether a file of this name is of its language. */
  reads(path: string): boolean;
  close(): void;
}
