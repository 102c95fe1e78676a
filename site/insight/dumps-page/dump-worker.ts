import { DumpError } from '../dumps/dump-error.ts';
import type { Answer, Requests } from './protocol.ts';

interface Waiting {
  done(value: unknown): void;
  failed(error: DumpError): void;
  progress?: ((bytes: number) => void) | undefined;
}

/** The worker that reads dumps, as functions to call. It is started at the first call. */
export class DumpWorker {
  #worker: Worker | null = null;
  #asked = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #lost: () => void;
  #isOver = false;

  /** `lost` hears when a worker broke down, and what it had read is gone. */
  constructor(lost: () => void) {
    this.#lost = lost;
  }

  /** @throws {DumpError} where it cannot be done. */
  ask<K extends keyof Requests>(
    type: K,
    given: Requests[K]['give'],
    progress?: (bytes: number) => void,
  ): Promise<Requests[K]['get']> {
    if (this.#isOver) return new Promise(() => undefined);
    this.#worker ??= this.#start();
    const id = ++this.#asked;
    this.#worker.postMessage({ id, type, ...given });
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { done: resolve as Waiting['done'], failed: reject, progress });
    });
  }

  /** What was asked and not yet answered stays so, and what is asked from now on. */
  end(): void {
    this.#isOver = true;
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.id);
      if (data.type === 'progress') return waiting?.progress?.(data.bytes);
      this.#waiting.delete(data.id);
      if (data.type === 'done') waiting?.done(data.value);
      else waiting?.failed(new DumpError(data.fault, data.detail));
    });
    // It ran out of memory, or its script did not come. Whatever it had read is gone.
    worker.addEventListener('error', () => {
      worker.terminate();
      if (this.#worker === worker) this.#worker = null;
      this.#lost();
      for (const { failed } of this.#waiting.values()) failed(new DumpError('too-large'));
      this.#waiting.clear();
    });
    return worker;
  }
}
