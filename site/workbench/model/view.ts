import { signal, type Signal } from '@preact/signals';

/** What the learner looks at, apart from what the sandbox does. */
export class View {
  readonly tab: Signal<string>;
  readonly solution = signal(false);
  readonly terminal = signal(false);
  /** Whether the versions of the reader's files are open. */
  readonly history = signal(false);
  /** Whether the choice of runtimes is open. */
  readonly place = signal(false);
  readonly extras = signal({ clients: false, methods: false });
  /** A place the editor is asked to show; a new object each time. */
  readonly goTo = signal<{ path: string; line: number; column: number } | null>(null);

  constructor(tab: string) {
    this.tab = signal(tab);
  }
}
