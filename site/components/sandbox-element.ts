import { keyOf } from '../workbench/model/saved-work-key.ts';

/** All that a page loads of a sandbox before it is opened: a button that fetches the rest. */
class LeakSandbox extends HTMLElement {
  /** The file as given, and what is said of it. */
  #given?: { code: string; badge: string };

  connectedCallback(): void {
    this.#showKept();
    this.#part('open').addEventListener('click', () => void this.#open());
    // A link to the sandbox itself (`#method-caching`) opens it. It runs nothing.
    if (location.hash === `#${this.id}`) void this.#open();
  }

  async #open(): Promise<void> {
    const button = this.#part<HTMLButtonElement>('open');
    if (button.ariaDisabled === 'true') return;
    const label = button.textContent;
    button.ariaDisabled = 'true';
    button.textContent = button.dataset.opening!;
    this.#part('trouble').textContent = '';
    // Takes its place within the click, so that nothing moves when the workbench arrives.
    this.#stand(true);
    const live = this.#part('live');
    const restore = () => {
      button.textContent = label;
      button.ariaDisabled = null;
    };
    try {
      const { mount } = await import('../workbench/mount.tsx');
      await mount(this, live, () => {
        this.#showKept();
        this.#show('closed');
        this.#stand(false);
        button.focus();
      });
      this.#show('live');
      live.querySelector('button')?.focus({ preventScroll: true });
    } catch (error) {
      console.error(error);
      this.#stand(false);
      this.#part('trouble').textContent = this.#part('trouble').dataset.text!;
    } finally {
      restore();
    }
  }

  /** Beside the text there is room for one: the sandbox opened last. What the reader sees of the text stays where it was. */
  #stand(open: boolean): void {
    const inView = [...this.parentElement!.children].find((block) => block.getBoundingClientRect().bottom > 150);
    const before = inView?.getBoundingClientRect().top ?? 0;
    this.toggleAttribute('data-open', open);
    document.querySelector('[data-docked]')?.removeAttribute('data-docked');
    (open ? this : document.querySelector('leak-sandbox[data-open]'))?.toggleAttribute('data-docked', true);
    if (inView && inView !== this) scrollBy(0, inView.getBoundingClientRect().top - before);
  }

  #show(part: 'closed' | 'live'): void {
    this.#part('closed').hidden = part !== 'closed';
    this.#part('live').hidden = part !== 'live';
  }

  #part<E extends HTMLElement = HTMLElement>(name: string): E {
    return this.querySelector<E>(`[data-part=${name}]`)!;
  }

  /** What is kept of the reader's work shows before the sandbox is opened: that it is solved, and the file as edited. */
  #showKept(): void {
    try {
      const { solved, edits } = JSON.parse(localStorage.getItem(keyOf(this.dataset.sandbox!)) ?? '{}');
      this.dataset.solved = String(solved === true);
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
