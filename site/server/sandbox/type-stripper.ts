import { Worker } from 'node:worker_threads';

/** A longer text is left to the program that runs it. */
const longest = 128 * 1024; // characters
/** A text that takes longer never ends. */
const patience = 5000; // ms

/**
 * Takes the types out of a sandbox's files before its programs run. Node does that by a stripper in WebAssembly, whose loading is a fourth of what
 * a program takes to start; here it is loaded once. What this does not do, each program does by itself.
 */
export class TypeStripper {
  #worker: Worker | null = null;
  /** In their order: those that wait for an answer. */
  #waiting: ((code: string | null) => void)[] = [];

  /** Loads the stripper, for the first text to find it. */
  warm(): void {
    this.#started();
  }

  /** The text without its types, each line and column where it was; null where that is left to the program. */
  strip(text: string): Promise<string | null> {
    if (text.length > longest) return Promise.resolve(null);
    const worker = this.#started();
    const { promise, resolve } = Promise.withResolvers<string | null>();
    const late = setTimeout(() => this.#end(worker), patience);
    this.#waiting.push(resolve);
    worker.postMessage(text);
    return promise.finally(() => clearTimeout(late));
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./strip-worker.ts', import.meta.url), {
      env: {},
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
    });
    worker.on('message', (code: string | null) => {
      if (worker === this.#worker) this.#waiting.shift()?.(code);
    });
    worker.on('error', () => this.#end(worker));
    worker.on('exit', () => this.#end(worker));
    worker.unref(); // after the listeners, which take hold of it anew
    return (this.#worker = worker);
  }

  /** What waits for it is told that it will not come; the next text has another. */
  #end(worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    void worker.terminate();
    for (const resolve of this.#waiting.splice(0)) resolve(null);
  }
}
