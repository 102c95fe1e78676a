import type { Language } from '../sandbox/language.ts';
import type { InsideView } from '../workbench/model/view.ts';
import type { Opened } from '../workbench/open-exercise.tsx';
import { keptAs, keyOf } from '../workbench/model/saved-work-key.ts';
import { takeAskedToRun } from './ask-to-run.ts';

/** Whether the page before this one asked for a run. */
const asked = takeAskedToRun();

/** All that a page loads of a sandbox before it is opened: a button that fetches the rest. */
class LeakSandbox extends HTMLElement {
  /** The file as given, and what is said of it. */
  #given?: { code: string; badge: string };

  /** The open workbench, or the one that is opening. */
  #opened?: Promise<Opened | undefined>;

  connectedCallback(): void {
    this.#showKept();
    // What another tab keeps, and what the page before this one kept last: it can come later than this page.
    addEventListener('storage', ({ key }) => {
      if (!this.#opened && key?.startsWith(keyOf(keptAs(this.dataset.sandbox!)))) this.#showKept();
    });
    this.#part('open').addEventListener('click', () => void this.#open());
    // A file that the text names opens here, and so does a view of what is inside.
    document.addEventListener('click', async (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a:is([data-file], [data-look])');
      if (link?.hash !== `#${this.id}`) return;
      event.preventDefault();
      const { file, line, look, at } = link.dataset;
      const opened = await this.#open();
      if (look) return opened?.look(look as InsideView, at);
      opened?.show(file!, line);
      this.scrollIntoView({ block: 'nearest' });
    });
    // A link to the sandbox itself (`#method-caching`) opens it, with code too (`#method-caching:…`). It runs nothing, but where a button that
    // says so led here.
    if (location.hash.split(':', 1)[0] !== `#${this.id}`) return;
    const runs = asked && location.hash === `#${this.id}`;
    void this.#open().then((opened) => runs && opened?.run());
  }

  #open(): Promise<Opened | undefined> {
    return (this.#opened ??= this.#mount());
  }

  async #mount(): Promise<Opened | undefined> {
    const button = this.#part<HTMLButtonElement>('open');
    const label = button.textContent;
    button.ariaDisabled = 'true';
    button.textContent = button.dataset.opening!;
    const trouble = this.#part('trouble');
    trouble.textContent = '';
    // Takes its place within the click, so that nothing moves when the workbench arrives.
    this.#stand(true);
    const live = this.#part('live');
    try {
      const { mount } = await import('../workbench/mount.tsx');
      const opened = await mount(this, live, () => {
        this.#opened = undefined;
        this.#showKept();
        this.#show(false);
        this.#stand(false);
        button.focus();
      });
      this.#show(true);
      live.querySelector('button')?.focus({ preventScroll: true });
      return opened;
    } catch (error) {
      console.error(error);
      this.#opened = undefined;
      this.#stand(false);
      trouble.textContent = trouble.dataset.text!;
    } finally {
      button.textContent = label;
      button.ariaDisabled = null;
    }
  }

  /** Beside the text there is room for one: the sandbox opened last. What the reader sees of the text stays where it was. */
  #stand(open: boolean): void {
    const inView = [...this.parentElement!.children].find((block) => block.getBoundingClientRect().bottom > 150);
    const before = inView?.getBoundingClientRect().top ?? 0;
    this.toggleAttribute('data-open', open);
    document.querySelector('[data-docked]')?.removeAttribute('data-docked');
    const docked = open ? this : document.querySelector('leak-sandbox[data-open]');
    docked?.toggleAttribute('data-docked', true);
    document.documentElement.toggleAttribute('data-docks', !!docked);
    if (inView && inView !== this) scrollBy(0, inView.getBoundingClientRect().top - before);
  }

  #show(live: boolean): void {
    this.#part('closed').hidden = live;
    this.#part('live').hidden = !live;
  }

  #part<E extends HTMLElement = HTMLElement>(name: string): E {
    return this.querySelector<E>(`[data-part=${name}]`)!;
  }

  /** What is kept of the reader's work shows before the sandbox is opened: that it is solved, in either language, and the file as edited. */
  #showKept(): void {
    try {
      const kept = (language?: Language) =>
        JSON.parse(localStorage.getItem(keyOf(keptAs(this.dataset.sandbox!, language))) ?? '{}');
      const { solved, edits } = kept();
      this.dataset.solved = String(solved === true || kept('csharp').solved === true);
      const source = this.#part('source');
      const code = source.querySelector('code')!;
      const badge = this.#part('badge');
      this.#given ??= { code: code.innerHTML, badge: badge.textContent };
      const mine: unknown = edits?.[source.dataset.path!];
      if (typeof mine === 'string') code.textContent = mine;
      else code.innerHTML = this.#given.code;
      badge.textContent = typeof mine === 'string' ? badge.dataset.edited! : this.#given.badge;
    } catch {
      // Storage is blocked, or holds something else: the workbench says so when it opens.
    }
  }
}

customElements.define('leak-sandbox', LeakSandbox);
