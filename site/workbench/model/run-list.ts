import { batch, computed, signal } from '@preact/signals';
import type { Run } from '../../sandbox/run.ts';
import type { RunFiles } from '../../strings/strings.ts';

/** A run kept to lay over the next ones. */
export interface KeptRun {
  /** Counts from 1 while the sandbox is open, over all its sessions. */
  readonly id: number;
  readonly run: Run;
  readonly files: RunFiles;
  readonly shown: boolean;
}

/** More curves than this cannot be told apart; the oldest goes. */
const most = 6;
/** A run that made no call is worth keeping once it has gone on for so long. */
const shortest = 1000; // ms

export class RunList {
  readonly #runs = signal<readonly KeptRun[]>([]);
  readonly #latest = signal<KeptRun | null>(null);
  #count = 0;

  readonly all = computed(() => this.#runs.value);
  /** The run under way, or the last, even if it was not worth keeping. */
  readonly latest = computed(() => this.#latest.value);

  add(run: Run, files: RunFiles): void {
    const kept = { id: ++this.#count, run, files, shown: true };
    batch(() => {
      this.#runs.value = [...this.#runs.value, kept].slice(-most);
      this.#latest.value = kept;
    });
  }

  /** Drops a run that ended before it had a curve: it has nothing to compare. One that made no calls may leak all the same. */
  end(run: Run): void {
    const [first, last] = [run.samples[0], run.samples.at(-1)];
    if (!last?.calls && (last?.at ?? 0) - (first?.at ?? 0) < shortest)
      this.#runs.value = this.#runs.value.filter((kept) => kept.run !== run);
  }

  show(id: number, shown: boolean): void {
    this.#runs.value = this.#runs.value.map((kept) => (kept.id === id ? { ...kept, shown } : kept));
  }

  remove(id: number): void {
    this.#runs.value = this.#runs.value.filter((kept) => kept.id !== id);
  }
}
