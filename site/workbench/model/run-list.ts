import { batch, computed, signal } from '@preact/signals';
import type { Run } from '../../sandbox/run/run.ts';
import type { RunFiles } from '../../strings/sandbox/run.ts';

/** A run kept to lay over the next ones. */
export interface KeptRun {
  /** Counts from 1 while the sandbox is open, over all its sessions. */
  readonly id: number;
  readonly run: Run;
  readonly files: RunFiles;
  /** See `Work.fromLink`. */
  readonly fromLink: boolean;
  readonly shown: boolean;
  /** The reader's name for it; null where it has none. */
  readonly name: string | null;
  /** Stays until the reader removes it. */
  readonly pinned: boolean;
}

/** More curves than this cannot be told apart; the oldest that is not pinned goes, if there is one. */
const most = 6;
/** A run that made no call is worth keeping once it has gone on for so long. */
const shortest = 1000; // ms

export class RunList {
  readonly #runs = signal<readonly KeptRun[]>([]);
  readonly #latest = signal<KeptRun | null>(null);
  #count = 0;
  /** What went to make room for the latest. */
  #spare: KeptRun | undefined;

  readonly all = computed(() => this.#runs.value);
  /** The run under way, or the last, even if it was not worth keeping. */
  readonly latest = computed(() => this.#latest.value);

  add(run: Run, files: RunFiles, fromLink = false): void {
    const kept = { id: ++this.#count, run, files, fromLink, shown: true, name: null, pinned: false };
    batch(() => {
      const runs = this.#runs.value;
      this.#spare = runs.length < most ? undefined : runs.find(({ pinned }) => !pinned);
      this.#runs.value = [...runs.filter((other) => other !== this.#spare), kept];
      this.#latest.value = kept;
    });
  }

  /**
   * Drops a run that ended before it had a curve: it has nothing to compare, and what went to make room for it comes back. One that made no calls may leak
   * all the same.
   */
  end(run: Run): void {
    const spare = this.#latest.value?.run === run ? this.#spare : undefined;
    if (spare) this.#spare = undefined;
    const [first, last] = [run.samples[0], run.samples.at(-1)];
    if (last?.calls || (last?.at ?? 0) - (first?.at ?? 0) >= shortest) return;
    const others = this.#runs.value.filter((kept) => kept.run !== run);
    this.#runs.value = spare ? [...others, spare].sort((a, b) => a.id - b.id) : others;
  }

  show(id: number, shown: boolean): void {
    this.#change(id, { shown });
  }

  /** Gives a run a name; an empty one takes it back. */
  rename(id: number, name: string): void {
    this.#change(id, { name: name || null });
  }

  pin(id: number, pinned: boolean): void {
    this.#change(id, { pinned });
  }

  remove(id: number): void {
    this.#runs.value = this.#runs.value.filter((kept) => kept.id !== id);
  }

  #change(id: number, change: Partial<Pick<KeptRun, 'shown' | 'name' | 'pinned'>>): void {
    this.#runs.value = this.#runs.value.map((kept) => (kept.id === id ? { ...kept, ...change } : kept));
  }
}
