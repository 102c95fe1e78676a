import type { Diagnostic } from '@codemirror/lint';
import {
  formatDocument,
  hoverTooltips,
  jumpToDefinitionKeymap,
  LSPClient,
  LSPPlugin,
  renameKeymap,
  serverCompletion,
  signatureHelp,
  Workspace,
  type WorkspaceFile,
} from '@codemirror/lsp-client';
import { EditorState, type Extension, Text, type TransactionSpec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { CodeEditor } from './code-editor.ts';
import type { LanguageServer } from './language-server.ts';

export interface LanguageOptions {
  /** The first is the one that files are brought into. */
  readonly editors: readonly [CodeEditor, ...CodeEditor[]];
  files(): FileTree;
  /** Changes a file that is not in the editor. */
  edit(path: string, text: string): void;
  /** Brings a file into the editor. */
  show(path: string): void;
}

export interface LanguageConnection {
  /** Rejects when the server is no more. */
  readonly failed: Promise<never>;
  take(files: FileTree): void;
  /** Has the server support one editor more. */
  support(editor: CodeEditor): void;
  close(): void;
}

type Found = PublishDiagnosticsParams['diagnostics'][number];

const uriOf = (path: string) => `file:///${path}`;
const pathOf = (uri: string) => decodeURIComponent(uri.replace('file:///', ''));

/** Has a language server support the editors. What passes between is the Language Server Protocol alone. */
export async function connect(server: LanguageServer, options: LanguageOptions): Promise<LanguageConnection> {
  let known = options.files();
  let files!: Files;
  const client = new LSPClient({
    workspace: (owner) => (files = new Files(owner, server.language, options)),
    initializationOptions: { files: known },
    // The first answer waits until the server has read what it reads every program with, on a slow machine for long.
    timeout: 60_000,
    notificationHandlers: {
      'textDocument/publishDiagnostics': (_client, { uri, diagnostics }: PublishDiagnosticsParams) => {
        const view = client.workspace.getFile(uri)?.getView();
        const plugin = view && LSPPlugin.get(view);
        const faults = plugin ? diagnostics.map((found) => placed(plugin, found)) : [];
        if (plugin) for (const editor of options.editors) editor.found(pathOf(uri), faults);
        return true;
      },
    },
    extensions: [
      // In place of what the highlighting of C# brings: a list of names, of which it knows no more.
      serverCompletion({ override: true }),
      hoverTooltips(),
      signatureHelp(),
      keymap.of([
        {
          key: 'Shift-Alt-f',
          // By itself it asks a server that has no formatting, too, and shows what that says.
          run: (view) => !!client.serverCapabilities?.documentFormattingProvider && formatDocument(view),
          preventDefault: true,
        },
        ...renameKeymap,
        ...jumpToDefinitionKeymap,
      ]),
      syncing(() => client.sync()),
    ],
  });
  client.connect(server.transport);
  try {
    await Promise.race([client.initializing, server.failed]);
  } catch (error) {
    server.close();
    throw error;
  }
  const support = (editor: CodeEditor) =>
    // What runs beside is read only, and no part of the program.
    editor.support((path) =>
      path in options.files() && server.reads(path) ? client.plugin(uriOf(path), server.language) : [],
    );
  options.editors.forEach(support);
  return {
    failed: server.failed,
    support,
    take(tree) {
      const changed = Object.entries(tree).filter(([path, text]) => known[path] !== text);
      const removed = Object.keys(known).filter((path) => !(path in tree));
      known = tree;
      files.take(tree);
      if (removed.length) client.notification('leak-lab/removed', { paths: removed });
      if (changed.length) client.notification('leak-lab/files', { files: Object.fromEntries(changed) });
    },
    close() {
      client.disconnect();
      for (const editor of options.editors) editor.support(() => []);
      server.close();
    },
  };
}

/** Has the server know of typing once it pauses; what asks the server something does so at once. */
function syncing(sync: () => void): Extension {
  let pause: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of(({ docChanged }) => {
    if (!docChanged) return;
    clearTimeout(pause);
    pause = setTimeout(sync, 300);
  });
}

const severities = ['hint', 'error', 'warning', 'info', 'hint'] as const;

/** Where something found is in the text as it is now, and what it says. */
function placed(plugin: LSPPlugin, { range, severity, message }: Found): Diagnostic {
  const at = (position: Found['range']['start']) =>
    plugin.unsyncedChanges.mapPos(plugin.fromPosition(position, plugin.syncedDoc));
  return { from: at(range.start), to: at(range.end), severity: severities[severity ?? 1]!, message };
}

/** A file of the sandbox, in the editor or not. */
class SandboxFile implements WorkspaceFile {
  readonly uri: string;
  readonly languageId: string;
  version = 0;
  doc: Text;
  view: EditorView | null = null;

  constructor(uri: string, languageId: string, text: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.doc = Text.of(text.split('\n'));
  }

  getView(): EditorView | null {
    return this.view;
  }
}

/** All files of the sandbox, so that a name is renamed in each of them; the server has their texts from the beginning. */
class Files extends Workspace {
  files: SandboxFile[] = [];
  readonly #languageId: string;
  readonly #options: LanguageOptions;

  constructor(client: LSPClient, languageId: string, options: LanguageOptions) {
    super(client);
    this.#languageId = languageId;
    this.#options = options;
    this.take(options.files());
  }

  take(files: FileTree): void {
    this.files = this.files.filter(({ uri, view }) => view || pathOf(uri) in files);
    for (const [path, text] of Object.entries(files)) {
      const file = this.files.find(({ uri }) => uri === uriOf(path));
      if (!file) this.files.push(new SandboxFile(uriOf(path), this.#languageId, text));
      else if (!file.view) file.doc = Text.of(text.split('\n'));
    }
  }

  override connected(): void {
    for (const file of this.files) if (file.view) this.client.didOpen(file);
  }

  syncFiles() {
    return this.files.flatMap((file) => {
      const plugin = file.view && LSPPlugin.get(file.view);
      if (!plugin || plugin.unsyncedChanges.empty) return [];
      const update = { file, prevDoc: file.doc, changes: plugin.unsyncedChanges };
      file.doc = file.view!.state.doc;
      file.version++;
      plugin.clear();
      return [update];
    });
  }

  openFile(uri: string, _languageId: string, view: EditorView): void {
    this.take(this.#options.files());
    const file = this.files.find((known) => known.uri === uri);
    if (!file) return;
    Object.assign(file, { view, doc: view.state.doc, version: file.version + 1 });
    this.client.didOpen(file);
  }

  closeFile(uri: string, view: EditorView): void {
    const file = this.files.find((known) => known.uri === uri);
    // Another editor may have it by now.
    if (file?.view !== view) return;
    file.view = null;
    this.client.didClose(uri);
  }

  override updateFile(uri: string, update: TransactionSpec): void {
    const file = this.files.find((known) => known.uri === uri);
    if (file?.view) file.view.dispatch(update);
    else if (file) {
      const { newDoc } = EditorState.create({ doc: file.doc }).update(update);
      this.#options.edit(pathOf(uri), newDoc.toString());
    }
  }

  /** Only files of the sandbox have a place in the editor; a package's declarations have none. */
  override async displayFile(uri: string): Promise<EditorView | null> {
    const path = pathOf(uri);
    if (!(path in this.#options.files())) return null;
    this.#options.show(path);
    return this.#options.editors[0].view;
  }
}
