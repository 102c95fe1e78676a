import { sameFiles } from '../../../files.ts';
import { SandboxError } from '../../../reason.ts';
import type { FileTree } from '../../../runtime.ts';
import type { Compiled } from './compiled.ts';
import type { FromCompiler, ToCompiler } from './compiler-worker.ts';
import { loadDotnet, loadManifest, loadReferences } from './files.ts';

/** Roslyn in a worker, for the whole page; loaded when a program is first asked for that the site's build has not compiled. */
class Compiler {
  readonly #worker: Worker;
  readonly #pending = new Map<number, PromiseWithResolvers<Compiled>>();
  #lastId = 0;

  private constructor() {
    this.#worker = new Worker(new URL('./compiler-worker.ts', import.meta.url), {
      type: 'module',
      name: 'C# compiler',
    });
    this.#worker.onmessage = ({ data }: MessageEvent<FromCompiler>) => this.#take(data);
  }

  static async start(): Promise<Compiler> {
    const [dotnet, references] = await Promise.all([loadDotnet(['LeakLab.Compiler']), loadReferences()]);
    const compiler = new Compiler();
    compiler.#tell({ type: 'start', dotnet, references });
    return compiler;
  }

  compile(files: FileTree): Promise<Compiled> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<Compiled>();
    this.#pending.set(id, answer);
    this.#tell({ type: 'compile', id, files });
    return answer.promise;
  }

  #tell(message: ToCompiler): void {
    this.#worker.postMessage(message);
  }

  #take(data: FromCompiler): void {
    if ('compiled' in data) return this.#pending.get(data.id)?.resolve(JSON.parse(data.compiled) as Compiled);
    const error = new SandboxError({ code: 'boot-failed', message: data.failed });
    if (data.id !== null) return this.#pending.get(data.id)?.reject(error);
    for (const { reject } of this.#pending.values()) reject(error);
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

/** Compiles C# files: as the site's build has, or anew. @throws {SandboxError} where the compiler does not come up. */
export async function compile(files: FileTree): Promise<Compiled> {
  const given = (await loadManifest()).programs.find((program) => sameFiles(program.files, files));
  if (given) return given.compiled;
  if (latest && sameFiles(latest.files, files)) return latest.compiled;
  const compiled = await (await theCompiler()).compile(files);
  latest = { files, compiled };
  return compiled;
}
