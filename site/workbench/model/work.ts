import { batch, computed, signal } from '@preact/signals';
import type { Criterion } from '../../sandbox/exercises/check.ts';
import { judge, sameFiles } from '../../sandbox/exercises/check-run.ts';
import type { Exercise } from '../../sandbox/exercises/exercise.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { RunFiles } from '../../strings/sandbox/run.ts';
import { History, type Version } from './history.ts';
import { decodeWork, type SavedWork } from './saved-work.ts';
import { keptAs, keyOf } from './saved-work-key.ts';
import type { Storage } from './storage.ts';

/** Typing is written down after a pause of so many milliseconds, and when the page goes. */
const saveAfter = 300;

/**
 * One learner's work on one exercise: the files as edited, what a replacement put aside, and how the last check went.
 * Outlives the page through `storage`. With the exercise open in two tabs, the newest edit wins in both, and the version that it
 * replaced can be brought back.
 */
export class Work {
  readonly #edits = signal<FileTree>({});
  readonly #previous = signal<SavedWork['previous']>(null);
  readonly #checked = signal<SavedWork['checked']>(null);
  readonly #solved = signal(false);
  readonly #fromLink = signal(false);
  /** False once the storage has refused. */
  readonly kept = signal(true);
  /** What was stored could not be read, and was put aside. */
  readonly unreadable = signal(false);
  /** What was run, and what was replaced: nothing of it is lost. */
  readonly history: History;

  /** The files that differ from those given. */
  readonly edits = computed(() => this.#edits.value);
  readonly files = computed<FileTree>(() => ({ ...this.#exercise.start, ...this.#edits.value }));
  readonly previous = computed(() => this.#previous.value?.by ?? null);
  /** Some of the files came by a link, and the reader has not agreed to run them on this machine. */
  readonly fromLink = computed(() => this.#fromLink.value);
  readonly solved = computed(() => this.#solved.value);
  /** The last check's result; `stale` once the files have changed since. */
  readonly checked = computed(() => {
    const checked = this.#checked.value;
    return checked && { criteria: checked.criteria, stale: !sameFiles(checked.edits, this.#edits.value) };
  });

  readonly #exercise: Exercise;
  /** Ids of its criteria. */
  readonly #criteria: readonly string[];
  readonly #storage: Storage;
  readonly #key: string;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #savedAt = 0;
  /** The edits that were there when the page came, or that another tab made, until one is made here: no editor of this tab can undo them. */
  #found: FileTree | null = null;
  /** Whether the edits were made in this tab since it last took over another's. */
  #own = false;
  #unsubscribe: () => void;

  constructor(exercise: Exercise, storage: Storage) {
    this.#exercise = exercise;
    this.#criteria = judge(exercise, null).map(({ id }) => id);
    this.#storage = storage;
    const kept = keptAs(exercise.id, exercise.language);
    this.#key = keyOf(kept);
    this.history = new History(kept, storage);
    this.#load();
    this.#unsubscribe = storage.onForeignSet(this.#key, (text) => this.#takeForeign(this.#decode(text)));
  }

  isEdited(path: string): boolean {
    return path in this.#edits.value;
  }

  /** How these files stand to the exercise's. */
  kind(files: FileTree): RunFiles {
    if (sameFiles(files, this.#exercise.start)) return 'as-given';
    return sameFiles(files, { ...this.#exercise.start, ...this.#exercise.solution }) ? 'solution' : 'edited';
  }

  edit(path: string, text: string): void {
    if (this.files.value[path] === text) return;
    if (this.#found && sameFiles(this.#found, this.#edits.value))
      this.history.keep(this.#found, 'left', this.#fromLink.value);
    this.#found = null;
    this.#own = true;
    this.#edits.value = this.#differing({ ...this.#edits.value, [path]: text });
    this.#timer ??= setTimeout(() => this.#save(), saveAfter);
  }

  /** Whether the file is the learner's own, none of the exercise's. */
  isAdded(path: string): boolean {
    return !(path in this.#exercise.start);
  }

  /** Makes a file. Its path is one that `pathFault` has no fault with. */
  add(path: string, text = ''): void {
    this.edit(path, text);
  }

  /** Gives a file that the learner added another path, which `pathFault` has no fault with. */
  rename(path: string, to: string): void {
    const { [path]: text, ...others } = this.#edits.value;
    if (text === undefined || !this.isAdded(path)) return;
    this.#own = true;
    this.#edits.value = { ...others, [to]: text };
    this.#save();
  }

  /** Deletes a file that the learner added; the version with it is kept. */
  remove(path: string): void {
    const { [path]: text, ...others } = this.#edits.value;
    if (text !== undefined && this.isAdded(path)) this.#replace(others, 'removed', this.#fromLink.value);
  }

  /** Takes a link's files in place of the edits. */
  takeLink(edits: FileTree): void {
    this.#replace(this.#differing(edits), 'link', true);
  }

  /** The reader agrees to run what came by a link on this machine. */
  agree(): void {
    this.#fromLink.value = false;
    this.#save();
  }

  reset(): void {
    this.#replace({}, 'reset', false);
  }

  applySolution(): void {
    const files = { ...this.files.value, ...this.#exercise.solution };
    this.#replace(this.#differing(files), 'solution', this.#fromLink.value && this.kind(files) !== 'solution');
  }

  /** Undoes the last replacement. */
  bringBack(): void {
    const previous = this.#previous.value;
    if (!previous) return;
    this.history.keep(this.#edits.value, 'restored', this.#fromLink.value);
    batch(() => {
      this.#edits.value = previous.edits;
      this.#fromLink.value = previous.fromLink === true;
      this.#previous.value = null;
    });
    this.#own = true;
    this.#save();
  }

  /** Takes a version of the history; the one it replaces is kept there. */
  restore(version: Pick<Version, 'edits' | 'fromLink'>): void {
    if (sameFiles(version.edits, this.#edits.value)) return;
    this.history.keep(this.#edits.value, 'restored', this.#fromLink.value);
    batch(() => {
      this.#edits.value = version.edits;
      this.#fromLink.value = version.fromLink;
    });
    this.#own = true;
    this.#save();
  }

  /** Takes the files of a run of this sandbox; those that they replace are kept in the history. */
  bringBackRun(files: FileTree, fromLink: boolean): void {
    this.restore({ edits: this.#differing(files), fromLink });
  }

  /** Keeps files as they begin to run: others may have been typed since they were to. */
  recordRun(files: FileTree, fromLink: boolean): void {
    this.history.keep(this.#differing(files), 'ran', fromLink);
  }

  /** Keeps what a run of `files` was found to be. */
  recordVerdict(files: FileTree, verdict: Version['verdict']): void {
    this.history.found(this.#differing(files), { verdict });
  }

  /** Lets the version put aside go. */
  dismissPrevious(): void {
    this.#previous.value = null;
    this.#save();
  }

  /** Keeps the result of checking `files`. */
  recordCheck(files: FileTree, criteria: Criterion[], solved: boolean): void {
    batch(() => {
      this.#checked.value = { edits: this.#differing(files), criteria };
      if (solved) this.#solved.value = true;
    });
    if (solved) this.history.found(this.#differing(files), { solved });
    this.#save();
  }

  /** Writes down what is not written yet: before the page goes. */
  flush(): void {
    if (this.#timer !== null) this.#save();
  }

  /** Looks whether another tab saved while this one could not hear of it (in the back/forward cache). */
  refresh(): void {
    const stored = this.#stored();
    if (stored && stored.savedAt > this.#savedAt) this.#takeForeign(stored);
  }

  /**
   * The page goes, or the sandbox is closed or switched to its other language: no editor can undo to these files from then on, and whoever types over them next
   * may be an older page, which keeps nothing of what it finds.
   */
  leave(): void {
    this.flush();
    const edits = this.#edits.value;
    const given = Object.keys(edits).length === 0 || this.kind(this.files.value) === 'solution';
    if (!this.#own || given || this.history.has(edits)) return;
    this.history.keep(edits, 'left', this.#fromLink.value);
  }

  dispose(): void {
    this.leave();
    this.#unsubscribe();
    this.history.dispose();
  }

  #save(): void {
    this.#dropTimer();
    const stored = this.#stored();
    // A tab that slept has not heard of another's save; its own edit is the newer, and the other's version is put aside.
    if (stored && stored.savedAt > this.#savedAt && this.#own && !sameFiles(stored.edits, this.#edits.value)) {
      this.#previous.value = { edits: stored.edits, by: 'this-tab', fromLink: stored.fromLink === true };
    }
    this.#savedAt = Math.max(Date.now(), this.#savedAt + 1);
    const work: SavedWork = {
      version: 1,
      savedAt: this.#savedAt,
      edits: this.#edits.value,
      previous: this.#previous.value,
      solved: this.#solved.value || (stored?.solved ?? false),
      fromLink: this.#fromLink.value,
      checked: this.#checked.value,
    };
    this.kept.value = this.#storage.set(this.#key, JSON.stringify(work));
  }

  #dropTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #load(): void {
    const text = this.#storage.get(this.#key);
    if (text === null) return;
    const work = this.#decode(text);
    if (work) return this.#take(work);
    this.unreadable.value = this.#storage.set(`${this.#key}:unreadable`, text);
  }

  #decode = (text: string): SavedWork | null => decodeWork(text, this.#criteria);

  #stored(): SavedWork | null {
    const text = this.#storage.get(this.#key);
    return text === null ? null : this.#decode(text);
  }

  #takeForeign(work: SavedWork | null): void {
    if (!work || work.savedAt <= this.#savedAt) return;
    const mine = this.#edits.value;
    // The other tab saves while its learner types: only the first of a row of saves replaced a version of this tab's.
    const replacesMine = !sameFiles(work.edits, mine) && (this.#own || this.#previous.value?.by !== 'other-tab');
    const fromLink = this.#fromLink.value;
    if (replacesMine) this.history.keep(mine, 'other-tab', fromLink);
    batch(() => {
      const previous = this.#previous.value;
      this.#take(work);
      this.#previous.value = replacesMine ? { edits: mine, by: 'other-tab', fromLink } : previous;
    });
    this.#own = false;
    this.#dropTimer();
  }

  #take(work: SavedWork): void {
    this.#savedAt = work.savedAt;
    batch(() => {
      this.#edits.value = this.#differing(work.edits);
      this.#previous.value = work.previous;
      this.#checked.value = work.checked;
      this.#fromLink.value = Object.keys(work.edits).length > 0 && (work.fromLink ?? this.#fromLink.value);
      this.#solved.value ||= work.solved;
    });
    this.#found = Object.keys(work.edits).length > 0 ? this.#edits.value : null;
  }

  #replace(edits: FileTree, by: 'reset' | 'solution' | 'removed' | 'link', fromLink: boolean): void {
    const mine = this.#edits.value;
    if (sameFiles(mine, edits)) return;
    this.history.keep(mine, by, this.#fromLink.value);
    batch(() => {
      this.#previous.value = { edits: mine, by, fromLink: this.#fromLink.value };
      this.#edits.value = edits;
      this.#fromLink.value = fromLink;
    });
    this.#own = true;
    this.#save();
  }

  /** What of `files` is not as given. */
  #differing(files: FileTree): FileTree {
    return Object.fromEntries(Object.entries(files).filter(([path, text]) => this.#exercise.start[path] !== text));
  }
}
