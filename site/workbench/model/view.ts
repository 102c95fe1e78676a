import { computed, type ReadonlySignal, signal, type Signal } from '@preact/signals';
import type { Exercise } from '../../sandbox/exercises/exercise.ts';
import type { FileTree } from '../../sandbox/runtime.ts';
import type { LinkFault } from '../../strings/sandbox/share.ts';
import type { Sketch } from './sketch.ts';

/** A place in a file, by line and column from 1. */
export interface FilePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** The views of what is inside a run. */
export type InsideView = 'cache' | 'frames' | 'snapshots';

/** Words to search a view for. */
export interface LookAt {
  readonly words: string;
}

/** What the learner looks at, apart from what the sandbox does. */
export class View {
  readonly solution = signal(false);
  readonly terminal = signal(false);
  /** Whether the versions of the reader's files are open. */
  readonly history = signal(false);
  /** Whether the runs are compared. */
  readonly runs = signal(false);
  /** Whether the ways to share are open. */
  readonly share = signal(false);
  /** What came by a link and waits to be taken, or what is wrong with it. */
  readonly shared = signal<FileTree | LinkFault | null>(null);
  /** Whether the card of shortcuts is open. */
  readonly shortcuts = signal(false);
  /** Whether the choice of runtimes is open. */
  readonly place = signal(false);
  /** Whether the channels' method caches are looked into. */
  readonly cache = signal(false);
  /** Whether the frames on the wire are looked at. */
  readonly frames = signal(false);
  /** Whether heap snapshots are taken and looked at. */
  readonly snapshots = signal(false);
  /** The floor as the reader has drawn it before the run; null as long as nothing was drawn. */
  readonly sketch = signal<Sketch | null>(null);
  /** What each view of what is inside is asked to be searched for; a new object each time. */
  readonly lookAt: Readonly<Record<InsideView, Signal<LookAt | null>>> = {
    cache: signal(null),
    frames: signal(null),
    snapshots: signal(null),
  };
  readonly extras = signal({ clients: false, methods: false });
  /** Whether the tree of files is open. */
  readonly files: Signal<boolean>;
  /** What runs beside the programs, to be read; empty until it is asked for. */
  readonly beside = signal<FileTree>({});
  /** A place the editor is asked to show; a new object each time. */
  readonly goTo = signal<FilePlace | null>(null);

  /** All that can be opened, by path. */
  readonly texts: ReadonlySignal<FileTree>;
  /** The open files, in the order of their tabs. */
  readonly tabs: ReadonlySignal<readonly string[]>;
  /** The file in the editor. */
  readonly tab: ReadonlySignal<string>;

  /** Whether a second file stands beside the one in the editor, where there is room. */
  readonly split = signal(false);
  /** That file: another than the one in the editor. */
  readonly second: ReadonlySignal<string | null>;

  readonly #secondWanted = signal<string | null>(null);
  readonly #opened: Signal<readonly string[]>;
  readonly #wanted: Signal<string>;

  constructor({ own, tabs }: Exercise, files: ReadonlySignal<FileTree>, showsTree: boolean) {
    this.files = signal(showsTree);
    this.#opened = signal([...own, ...['service.ts', 'server.ts'].filter((path) => tabs.includes(path))]);
    this.#wanted = signal(own[0]!);
    this.texts = computed(() => ({ ...this.beside.value, ...files.value }));
    // What is deleted, here or in another tab of the browser, is closed by that.
    this.tabs = computed(() => this.#opened.value.filter((path) => path in this.texts.value));
    this.tab = computed(() =>
      this.tabs.value.includes(this.#wanted.value) ? this.#wanted.value : this.tabs.value[0]!,
    );
    this.second = computed(() => {
      if (!this.split.value) return null;
      const others = this.tabs.value.filter((path) => path !== this.tab.value);
      return others.find((path) => path === this.#secondWanted.value) ?? others[0] ?? null;
    });
  }

  /** Chooses the file that stands beside. */
  showBeside(path: string): void {
    this.#secondWanted.value = path;
  }

  /** Brings a file into the editor; at a place, with the focus on it. */
  show(path: string, place?: Omit<FilePlace, 'path'>): void {
    if (!(path in this.texts.value)) return;
    if (!this.#opened.value.includes(path)) this.#opened.value = [...this.#opened.value, path];
    this.#wanted.value = path;
    if (!place) return;
    this.solution.value = false;
    this.goTo.value = { path, ...place };
  }

  /** Opens a view of what is inside. */
  look(into: InsideView, words = ''): void {
    this[into].value = true;
    this.lookAt[into].value = { words };
  }

  /** Closes a file's tab; the first, the learner's own, stays. */
  closeTab(path: string): void {
    const at = this.tabs.value.indexOf(path);
    if (at < 1) return;
    if (this.tab.value === path) this.#wanted.value = this.tabs.value[at - 1]!;
    this.#opened.value = this.#opened.value.filter((opened) => opened !== path);
  }

  /** A file has another path: its tab stays. */
  renamed(path: string, to: string): void {
    this.#opened.value = this.#opened.value.map((opened) => (opened === path ? to : opened));
    if (this.#wanted.value === path) this.#wanted.value = to;
  }
}
