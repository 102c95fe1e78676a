import { createSystem, createVirtualTypeScriptEnvironment, type VirtualTypeScriptEnvironment } from '@typescript/vfs';
import type ts from 'typescript-6';
import type * as lsp from 'vscode-languageserver-protocol';
import type { CSharpHabits } from '../strings/csharp-habits.ts';
import { explainHabit } from './csharp-habits.ts';
import { completionKind, markdown, offsetOf, pathOf, rangeOf, severity, uriOf } from './lsp.ts';
import { compilerOptionsOf } from './project.ts';

/** JSON-RPC 2.0, as far as a language server needs it. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
}

export interface ServerOptions {
  readonly ts: typeof ts;
  /** Declaration files by path; see `type-files.ts`. */
  readonly typeFiles: Readonly<Record<string, string>>;
  /** What is said to who writes C# where TypeScript is meant. */
  readonly habits: CSharpHabits;
  send(message: object): void;
}

const capabilities: lsp.ServerCapabilities = {
  textDocumentSync: { openClose: true, change: 1 },
  completionProvider: { triggerCharacters: ['.', '"', "'", '/'], resolveProvider: false },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  definitionProvider: true,
  renameProvider: true,
  documentFormattingProvider: true,
};

type At = lsp.TextDocumentPositionParams;

/**
 * A language server for a sandbox's files, on TypeScript's own language service. It speaks the Language Server Protocol, so that another
 * language's server could stand in its place. Files come by `initializationOptions.files` and by `leak-lab/files`, texts by path, and go by `leak-lab/removed`.
 */
export class LanguageServer {
  readonly #options: ServerOptions;
  #environment: VirtualTypeScriptEnvironment | null = null;
  readonly #open = new Set<string>();
  #checking: ReturnType<typeof setTimeout> | null = null;

  readonly #requests: Readonly<Record<string, (params: never) => unknown>> = {
    initialize: ({ initializationOptions }: { initializationOptions: { files: Record<string, string> } }) => {
      const files = new Map(Object.entries(this.#options.typeFiles));
      for (const [path, text] of Object.entries(initializationOptions.files)) files.set(`/${path}`, text);
      const own = Object.keys(initializationOptions.files).map((path) => `/${path}`);
      this.#environment = createVirtualTypeScriptEnvironment(
        createSystem(files),
        own.filter((path) => path.endsWith('.ts')),
        this.#options.ts as never,
        compilerOptionsOf(this.#options.ts) as never,
      );
      return { capabilities };
    },
    shutdown: () => null,
    'textDocument/completion': (params: At) => this.#completion(params),
    'textDocument/hover': (params: At) => this.#hover(params),
    'textDocument/signatureHelp': (params: At) => this.#signatureHelp(params),
    'textDocument/definition': (params: At) => this.#definition(params),
    'textDocument/rename': (params: At & { newName: string }) => this.#rename(params),
    'textDocument/formatting': (params: lsp.DocumentFormattingParams) => this.#format(params),
  };

  readonly #notifications: Readonly<Record<string, (params: never) => void>> = {
    'textDocument/didOpen': ({ textDocument: { uri, text } }: lsp.DidOpenTextDocumentParams) => {
      this.#open.add(pathOf(uri));
      this.#write(pathOf(uri), text);
    },
    'textDocument/didChange': ({ textDocument: { uri }, contentChanges }: lsp.DidChangeTextDocumentParams) =>
      this.#write(pathOf(uri), contentChanges.at(-1)!.text),
    // The file stays part of the program, with the text that it was left with.
    'textDocument/didClose': ({ textDocument: { uri } }: lsp.DidCloseTextDocumentParams) =>
      this.#open.delete(pathOf(uri)),
    'leak-lab/files': ({ files }: { files: Record<string, string> }) => {
      for (const [path, text] of Object.entries(files)) if (!this.#open.has(`/${path}`)) this.#write(`/${path}`, text);
    },
    'leak-lab/removed': ({ paths }: { paths: string[] }) => {
      for (const path of paths) {
        this.#open.delete(`/${path}`);
        this.#environment!.deleteFile(`/${path}`);
      }
      this.#checkSoon();
    },
  };

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  receive({ id, method = '', params }: Message): void {
    const request = this.#requests[method];
    if (id === undefined) {
      this.#notifications[method]?.(params as never);
    } else if (!request) {
      this.#options.send({ jsonrpc: '2.0', id, error: { code: -32601, message: `No such method: ${method}` } });
    } else {
      try {
        this.#options.send({ jsonrpc: '2.0', id, result: request(params as never) ?? null });
      } catch (error) {
        this.#options.send({ jsonrpc: '2.0', id, error: { code: -32603, message: String(error) } });
      }
    }
  }

  get #service(): ts.LanguageService {
    return this.#environment!.languageService as never;
  }

  #file(path: string): ts.SourceFile {
    const file = this.#service.getProgram()!.getSourceFile(path);
    if (!file) throw new Error(`There is no file ${path}.`);
    return file;
  }

  #at({ textDocument, position }: At): { path: string; file: ts.SourceFile; offset: number } {
    const path = pathOf(textDocument.uri);
    const file = this.#file(path);
    return { path, file, offset: offsetOf(file, position) };
  }

  #write(path: string, text: string): void {
    // An empty file is written as a line: the virtual file system takes an empty text for a missing file.
    const content = text || '\n';
    if (this.#environment!.sys.readFile(path) === content) return this.#checkSoon();
    if (this.#environment!.getSourceFile(path)) this.#environment!.updateFile(path, content);
    else this.#environment!.createFile(path, content);
    this.#checkSoon();
  }

  /** Once for all that has come in this turn: a change in one file may be a fault in another. */
  #checkSoon(): void {
    this.#checking ??= setTimeout(() => {
      this.#checking = null;
      for (const path of this.#open) this.#publish(path);
    });
  }

  #publish(path: string): void {
    const file = this.#file(path);
    const found = [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)];
    const diagnostics: lsp.Diagnostic[] = found.map((diagnostic) => {
      const { start = 0, length = 0, category, code, messageText } = diagnostic;
      const message = this.#options.ts.flattenDiagnosticMessageText(messageText, '\n');
      const habit = explainHabit(this.#options, this.#service.getProgram()!, file, diagnostic);
      return {
        range: rangeOf(file, { start, length }),
        severity: severity(category),
        code,
        source: 'TypeScript',
        message: habit ? `${habit}\n${message}` : message,
      };
    });
    const params: lsp.PublishDiagnosticsParams = { uri: uriOf(path), diagnostics };
    this.#options.send({ jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params });
  }

  #completion(params: At): lsp.CompletionList {
    const { path, file, offset } = this.#at(params);
    const found = this.#service.getCompletionsAtPosition(path, offset, { includeCompletionsForModuleExports: false });
    const items = (found?.entries ?? []).map(({ name, kind, sortText, insertText, replacementSpan }) => ({
      label: name,
      kind: completionKind(kind),
      sortText,
      ...(insertText !== undefined && { insertText }),
      ...(replacementSpan && {
        textEdit: { range: rangeOf(file, replacementSpan), newText: insertText ?? name },
      }),
    }));
    return { isIncomplete: false, items };
  }

  #hover(params: At): lsp.Hover | null {
    const { path, file, offset } = this.#at(params);
    const info = this.#service.getQuickInfoAtPosition(path, offset);
    if (!info) return null;
    const { displayPartsToString } = this.#options.ts;
    const value = markdown(displayPartsToString(info.displayParts), displayPartsToString(info.documentation));
    return { contents: { kind: 'markdown', value }, range: rangeOf(file, info.textSpan) };
  }

  #signatureHelp(params: At): lsp.SignatureHelp | null {
    const { path, offset } = this.#at(params);
    const help = this.#service.getSignatureHelpItems(path, offset, {});
    if (!help) return null;
    const { displayPartsToString: text } = this.#options.ts;
    const signatures = help.items.map((item) => {
      const parameters = item.parameters.map((parameter) => text(parameter.displayParts));
      const label = [
        text(item.prefixDisplayParts),
        parameters.join(text(item.separatorDisplayParts)),
        text(item.suffixDisplayParts),
      ].join('');
      return {
        label,
        documentation: text(item.documentation),
        parameters: parameters.map((parameter) => ({ label: parameter })),
      };
    });
    return { signatures, activeSignature: help.selectedItemIndex, activeParameter: help.argumentIndex };
  }

  #definition(params: At): lsp.Location[] {
    const { path, offset } = this.#at(params);
    const found = this.#service.getDefinitionAtPosition(path, offset) ?? [];
    return found.map(({ fileName, textSpan }) => ({
      uri: uriOf(fileName),
      range: rangeOf(this.#file(fileName), textSpan),
    }));
  }

  #rename({ newName, ...at }: At & { newName: string }): lsp.WorkspaceEdit | null {
    const { path, offset } = this.#at(at);
    const info = this.#service.getRenameInfo(path, offset);
    if (!info.canRename) throw new Error(info.localizedErrorMessage);
    const changes: Record<string, lsp.TextEdit[]> = {};
    for (const location of this.#service.findRenameLocations(path, offset, false, false, {}) ?? []) {
      const { fileName, textSpan, prefixText = '', suffixText = '' } = location;
      (changes[uriOf(fileName)] ??= []).push({
        range: rangeOf(this.#file(fileName), textSpan),
        newText: prefixText + newName + suffixText,
      });
    }
    return { changes };
  }

  #format({ textDocument: { uri }, options }: lsp.DocumentFormattingParams): lsp.TextEdit[] {
    const file = this.#file(pathOf(uri));
    const settings = {
      ...this.#options.ts.getDefaultFormatCodeSettings('\n'),
      indentSize: options.tabSize,
      tabSize: options.tabSize,
      convertTabsToSpaces: true,
    };
    return this.#service
      .getFormattingEditsForDocument(pathOf(uri), settings)
      .map(({ span, newText }) => ({ range: rangeOf(file, span), newText }));
  }
}
