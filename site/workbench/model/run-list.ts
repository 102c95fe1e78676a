import { computed, signal } from '@preact/signals';
import type { Run } from '../../sandbox/session.ts';
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

export class RunList {
  readonly #runs = signal<readonly KeptRun[]>([]);
  #count = 0;

  readonly all = computed(() => this.#runs.value);
  /** The run under way, or the last. */
  readonly latest = computed<KeptRun | null>(() => this.#runs.value.at(-1) ?? null);

  add(run: Run, files: RunFiles): void {
    this.#runs.value = [...this.#runs.value, { id: ++this.#count, run, files, shown: true }].slice(-most);
  }

  show(id: number, shown: boolean): void {
    this.#runs.value = this.#runs.value.map((kept) => (kept.id === id ? { ...kept, shown } : kept));
  }

  remove(id: number): void {
    this.#runs.value = this.#runs.value.filter((kept) => kept.id !== id);
  }
}
