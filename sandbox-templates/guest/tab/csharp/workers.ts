import type { ToWorker } from '../protocol.ts';
import { buffersOf, type DotnetBoot, type DotnetFiles, type DotnetStart } from './protocol.ts';

interface DotnetWorker {
  readonly worker: Worker;
  /** What follows goes behind what it is started with. */
  readonly booted: Promise<void>;
}

/** A frame's workers that run C#. */
export class DotnetWorkers {
  #ahead: DotnetWorker | null = null;
  #script: string | null = null;
  #compiled: Promise<WebAssembly.Module | null> | null = null;

  /** Starts .NET ahead of a program; null has what was started ended. */
  prepare(boot: DotnetBoot | null): void {
    this.#ahead?.worker.terminate();
    this.#ahead = boot && this.#boot(boot);
  }

  /** The one that was started ahead, or another. */
  take({ boot }: DotnetStart): DotnetWorker {
    const ready = this.#ahead;
    this.#ahead = null;
    if (!boot) return ready!;
    ready?.worker.terminate();
    return this.#boot(boot);
  }

  #boot({ script, files }: DotnetBoot): DotnetWorker {
    this.#script ??= URL.createObjectURL(script);
    const worker = new Worker(this.#script, { name: 'program' });
    const booted = this.#compile(files.wasm).then((wasm) => {
      const given = { ...files, wasm };
      worker.postMessage({ type: 'boot', files: given } satisfies ToWorker, buffersOf(given));
    });
    return { worker, booted };
  }

  /** All programs have the same: compiled once, what a browser has made fast of it is so for the next. Where it does not compile, the worker says why. */
  async #compile(wasm: DotnetFiles['wasm']): Promise<DotnetFiles['wasm']> {
    if (wasm instanceof WebAssembly.Module) return wasm;
    this.#compiled ??= WebAssembly.compile(wasm).catch(() => (this.#compiled = null));
    return (await this.#compiled) ?? wasm;
  }
}
