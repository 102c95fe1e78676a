import { sameFiles } from '../../files/same-files.ts';
import { SandboxError, type Reason } from '../../errors/reason.ts';
import { Silence } from '../../flow/silence.ts';
import type { FileTree } from '../../runtime.ts';
import { chinesePrograms, isChinese } from './chinese-programs.ts';
import type { Compiled } from './compiled.ts';
import type { FromCompiler, ToCompiler } from './compiler-worker.ts';
import { loadDocumentation, loadForCompiler, loadManifest, loadReferences, type Given } from './files.ts';

/** What the compiler is made of has been fetched by then: to start it and to compile for the first time takes some 6 seconds on a busy machine. */
const answerLimit = 90; // seconds

/** A language server for one sandbox's C# files. Messages are JSON-RPC 2.0, as JSON. */
export interface LanguageServer {
  post(message: string): void;
  listen(listener: (message: string) => void): void;
  /** Rejects when the compiler is no more. */
  readonly failed: Promise<never>;
  close(): void;
}

/** Roslyn in a worker, for the whole page; loaded when the reader comes to the code, or runs a program that the site's build has not compiled. */
class Compiler {
  readonly #worker: Worker;
  readonly #failed = Promise.withResolvers<never>();
  readonly #listeners = new Map<number, (message: string) => void>();
  readonly #pending = new Map<number, PromiseWithResolvers<Compiled>>();
  #lastId = 0;
  #isLost = false;

  private constructor() {
    this.#worker = new Worker(new URL('./compiler-worker.ts', import.meta.url), {
      type: 'module',
      name: 'C# compiler',
    });
    this.#failed.promise.catch(() => undefined);
    this.#worker.onmessage = ({ data }: MessageEvent<FromCompiler>) => this.#take(data);
    this.#worker.onerror = (event) => {
      // What is thrown in it has words, and is no end. Its script that could not be fetched has none.
      if (event instanceof ErrorEvent) return;
      this.#lose({ code: 'no-compiler', message: 'The C# compiler could not be loaded.' });
    };
  }

  static async start(): Promise<Compiler> {
    const [dotnet, references, documentation] = await Promise.all([
      loadForCompiler(),
      loadReferences(),
      loadDocumentation(),
    ]);
    const compiler = new Compiler();
    compiler.#tell({ type: 'start', dotnet, references, documentation });
    return compiler;
  }

  compile(files: FileTree): Promise<Compiled> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<Compiled>();
    this.#pending.set(id, answer);
    this.#tell({ type: 'compile', id, files });
    // A browser that ends a worker for lack of memory tells nobody.
    const silence = new Silence(
      () => answerLimit,
      () => this.#lose({ code: 'boot-failed', message: 'The C# compiler gave no answer.' }),
    );
    return answer.promise.finally(() => silence.end());
  }

  openServer(): LanguageServer {
    const sandbox = ++this.#lastId;
    return {
      post: (message) => this.#tell({ type: 'ask', sandbox, message }),
      listen: (listener) => void this.#listeners.set(sandbox, listener),
      failed: this.#failed.promise,
      close: () => {
        this.#listeners.delete(sandbox);
        this.#tell({ type: 'close', sandbox });
      },
    };
  }

  #tell(message: ToCompiler): void {
    this.#worker.postMessage(message);
  }

  #take(data: FromCompiler): void {
    if ('sandbox' in data) return this.#listeners.get(data.sandbox)?.(data.message);
    if ('failed' in data && data.id === null) return this.#lose({ code: 'boot-failed', message: data.failed });
    const answer = this.#pending.get(data.id!);
    this.#pending.delete(data.id!);
    if ('compiled' in data) answer?.resolve(JSON.parse(data.compiled) as Compiled);
    else answer?.reject(new SandboxError({ code: 'boot-failed', message: data.failed }));
  }

  /** The next who asks has another. */
  #lose(reason: Reason): void {
    if (this.#isLost) return;
    this.#isLost = true;
    const error = new SandboxError(reason);
    for (const { reject } of this.#pending.values()) reject(error);
    this.#failed.reject(error);
    running = null;
    this.#worker.terminate();
  }
}

let running: Promise<Compiler> | null = null;
let latest: { files: FileTree; compiled: Compiled } | null = null;

/** The compiler, loaded where it is not there yet. */
function theCompiler(): Promise<Compiler> {
  running ??= Compiler.start();
  running.catch(() => (running = null));
  return running;
}

/** Opens a language server for a sandbox. @throws {SandboxError} where the compiler does not come up. */
export const openLanguageServer = async (): Promise<LanguageServer> => (await theCompiler()).openServer();

/**
 * Compiles C# files: as the site's build has, which `isGiven` tells, or anew.
 * @throws {SandboxError} where the compiler does not come up.
 */
export async function compile(files: FileTree): Promise<{ compiled: Compiled; isGiven: boolean }> {
  const same = (program: Given): boolean => sameFiles(program.files, files);
  const { programs } = await loadManifest();
  // Where their comments cannot be fetched, the compiler will do.
  const chinese = async (): Promise<readonly Given[]> => (isChinese(files) ? chinesePrograms().catch(() => []) : []);
  const given = programs.find(same) ?? (await chinese()).find(same);
  if (given) return { compiled: given.compiled, isGiven: true };
  if (!latest || !sameFiles(latest.files, files))
    latest = { files, compiled: await (await theCompiler()).compile(files) };
  return { compiled: latest.compiled, isGiven: false };
}
