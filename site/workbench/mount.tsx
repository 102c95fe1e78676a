import { effect } from '@preact/signals';
import type { Language } from '../sandbox/language.ts';
import { Layout, tracksOf } from './layout/layout.ts';
import type { BenchOptions } from './model/bench.ts';
import { pickedLanguage, pickLanguage } from './model/language-pick.ts';
import { browserStorage } from './model/storage.ts';
import { loadExerciseIn, openExercise, type Opened } from './open-exercise.tsx';
import { isLink } from './share/link.ts';

/** One for all sandboxes of a page: the edges are the reader's. */
const layout = new Layout(browserStorage);
effect(() => {
  for (const [name, value] of Object.entries(tracksOf(layout.edges.value)))
    document.documentElement.style.setProperty(name, value);
});

/**
 * Makes the element an open sandbox of the exercise in its `data-sandbox`, drawn into `host`, and keeps its `data-` attributes
 * in step until it is closed. `of` has it be of other files than the reader's own, or run in certain places only.
 * @throws where the exercise or the sentences cannot be loaded.
 */
export async function mount(
  root: HTMLElement,
  host: HTMLElement,
  onClosed: () => void,
  of: Partial<Pick<BenchOptions, 'storage' | 'runtimes'>> = {},
): Promise<Opened> {
  const { storage = browserStorage } = of;
  const id = root.dataset.sandbox!;
  const options = { root, host, layout, bench: { ...of, storage }, switchTo, onClose: () => void shut() };
  let [switching, isShut] = [false, false];
  // What is shared by a link is TypeScript.
  const first = isLink(location.hash, id) ? 'typescript' : pickedLanguage(id, storage);
  let side = openExercise(await loadExerciseIn(first, id), options);
  return {
    show: (path, words) => side.show(path, words),
    look: (into, at) => side.look(into, at),
    run: () => side.run(),
  };

  /** False where what it takes cannot be loaded: then all stays as it is. */
  async function switchTo(language: Language): Promise<boolean> {
    if (switching) return true;
    switching = true;
    try {
      const loaded = await loadExerciseIn(language, id);
      if (isShut) return true;
      pickLanguage(language, storage);
      await side.close();
      side = openExercise(loaded, options);
      host.querySelector<HTMLElement>('.lab-languages [aria-pressed=true]')?.focus();
      return true;
    } catch (error) {
      console.error(error);
      return false;
    } finally {
      switching = false;
    }
  }

  async function shut(): Promise<void> {
    isShut = true;
    const closing = side.close();
    root.dataset.state = 'closed';
    root.dataset.runtime = '';
    root.dataset.verdict = 'none';
    root.dataset.growth = '';
    root.dataset.check = 'none';
    onClosed();
    await closing;
  }
}
