import type { Page } from '@playwright/test';
import type { FileTree } from '../../site/sandbox/runtime.ts';
import { historyKeyOf } from '../../site/workbench/model/history.ts';
import { keyOf } from '../../site/workbench/model/saved-work-key.ts';

/** What a page of the first version with a history does with a learner's files: by the buttons, without them. */
interface Older {
  edit(path: string, text: string): void;
  run(): void;
  /** Whether there was anything to reset. */
  reset(): boolean;
}

declare global {
  interface Window {
    older?: Older;
  }
}

/**
 * A tab that was opened before the site got its present version: it hears of what is stored and writes down what it knows. It knows neither links nor files of the
 * learner's own, of the reasons for keeping a version the first five, and takes work with another reason for something that it cannot read.
 */
export class OlderPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens it on a page of the same site, without a sandbox of its own. */
  static async open(page: Page, exercise: string): Promise<OlderPage> {
    await page.goto('/404.html');
    await page.evaluate(begin, { work: keyOf(exercise), history: historyKeyOf(exercise) });
    return new OlderPage(page);
  }

  edit(path: string, text: string): Promise<void> {
    return this.#page.evaluate(([path, text]) => window.older!.edit(path, text), [path, text] as const);
  }

  run(): Promise<void> {
    return this.#page.evaluate(() => window.older!.run());
  }

  reset(): Promise<boolean> {
    return this.#page.evaluate(() => window.older!.reset());
  }
}

/** Runs in the page: all it needs is in it. */
function begin(keys: { work: string; history: string }): void {
  type Version = { id: string; at: number; because: string; edits: FileTree; verdict: string | null; solved: boolean };
  const reasons = ['ran', 'reset', 'solution', 'restored', 'other-tab'];
  const write = (key: string, value: object) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Full: it goes on with what it has, and says so to its reader.
    }
  };
  const read = (key: string) => JSON.parse(localStorage.getItem(key) ?? 'null');
  const inOrder = (tree: FileTree) => Object.entries(tree).sort(([a], [b]) => a.localeCompare(b));
  const same = (a: FileTree, b: FileTree) => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

  let edits: FileTree = {};
  let savedAt = 0;
  let own = false;
  let previous: { edits: FileTree; by: string } | null = null;
  let versions: Version[] = [];

  const readHistory = (): Version[] =>
    ((read(keys.history)?.versions ?? []) as Version[])
      .filter(({ because }) => reasons.includes(because))
      .map(({ id, at, because, edits, verdict, solved }) => ({ id, at, because, edits, verdict, solved }));
  const merge = (earlier: Version[], later: Version[]) =>
    [...new Map([...earlier, ...later].map((version) => [version.id, version])).values()]
      .sort((a, b) => a.at - b.at)
      .slice(-40);
  const keep = (because: string) => {
    const latest = versions.at(-1);
    const version: Version =
      latest && same(latest.edits, edits)
        ? { ...latest, at: Date.now(), because: because === 'ran' ? because : latest.because }
        : { id: `${Math.random()}`, at: Date.now(), because, edits, verdict: null, solved: false };
    versions = merge(readHistory(), [...versions.filter((kept) => kept !== latest || kept.id !== version.id), version]);
    write(keys.history, { version: 1, versions });
  };
  const readWork = () => {
    const work = read(keys.work);
    return work?.version === 1 && (!work.previous || ['this-tab', ...reasons].includes(work.previous.by)) ? work : null;
  };
  const save = () => {
    own = true;
    savedAt = Math.max(Date.now(), savedAt + 1);
    write(keys.work, { version: 1, savedAt, edits, previous, solved: false, checked: null });
  };
  const take = () => {
    const work = readWork();
    if (!work || work.savedAt <= savedAt) return;
    if (!same(work.edits, edits) && (own || previous?.by !== 'other-tab')) {
      keep('other-tab');
      previous = { edits, by: 'other-tab' };
    }
    own = false;
    ({ edits, savedAt } = work);
  };

  take();
  versions = readHistory();
  addEventListener('storage', ({ key }) => {
    if (key === keys.work) take();
    if (key === keys.history) versions = merge(versions, readHistory());
  });
  window.older = {
    edit(path, text) {
      edits = { ...edits, [path]: text };
      save();
    },
    run: () => keep('ran'),
    reset() {
      if (Object.keys(edits).length === 0) return false;
      keep('reset');
      previous = { edits, by: 'reset' };
      edits = {};
      save();
      return true;
    },
  };
}
