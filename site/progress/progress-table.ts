import { saveFile } from '../save-file.ts';
import { loadProgress, type Step } from './progress.ts';
import { exportWork, importWork, type Refusal } from './transfer.ts';

/** The page of a reader's progress: when each step was taken, and everything kept in this browser saved to a file and brought back. */
class ProgressTable extends HTMLElement {
  connectedCallback(): void {
    this.#show();
    addEventListener('storage', () => this.#show());
    this.#part('keep').addEventListener('click', () => this.#keep());
    const take = this.#part<HTMLInputElement>('take');
    take.addEventListener('change', () => {
      const [file] = take.files!;
      if (file) void this.#take(file).finally(() => (take.value = ''));
    });
  }

  #show(): void {
    const progress = loadProgress();
    const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium' });
    for (const row of this.querySelectorAll<HTMLElement>('[data-lesson]'))
      for (const cell of row.querySelectorAll<HTMLElement>('[data-step]')) {
        const at = progress[cell.dataset.step as Step][row.dataset.lesson!];
        cell.textContent = at === undefined ? this.dataset.none! : `✓ ${date.format(at)}`;
      }
  }

  #keep(): void {
    const storage = storageHere();
    if (!storage) return this.#say(this.dataset.blocked!);
    const day = new Date().toISOString().slice(0, 10);
    saveFile(`leak-lab-${day}.json`, exportWork(storage), 'application/json');
    this.#say(this.dataset.kept!);
  }

  async #take(file: File): Promise<void> {
    const storage = storageHere();
    if (!storage) return this.#say(this.dataset.blocked!);
    const parts = await Promise.all([
      file.text(),
      import('../workbench/model/put-aside.ts'),
      import('../strings/progress.ts'),
    ]).catch((error: unknown) => {
      console.error(error);
      return null;
    });
    if (!parts) return this.#say(this.dataset.failed!);
    const [text, { putAside }, { progressStrings }] = parts;
    const done = importWork(text, storage, putAside);
    const refused = JSON.parse(this.dataset.refused!) as Record<Refusal, string>;
    this.#say(
      typeof done === 'string' ? refused[done] : progressStrings(document.documentElement.lang).page.taken(done),
    );
    this.#show();
  }

  #say(text: string): void {
    this.#part('said').textContent = text;
  }

  #part<E extends HTMLElement = HTMLElement>(name: string): E {
    return this.querySelector<E>(`[data-part=${name}]`)!;
  }
}

/** Null where it is blocked. */
function storageHere(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

customElements.define('progress-table', ProgressTable);
