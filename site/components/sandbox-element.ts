import { keyOf } from '../workbench/model/saved-work-key.ts';

/** All that a page loads of a sandbox before it is opened: a button that fetches the rest. */
class LeakSandbox extends HTMLElement {
  connectedCallback(): void {
    this.#showSolved();
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

  /** A solved exercise shows as such before its sandbox is opened. */
  #showSolved(): void {
    try {
      this.dataset.solved = String(
        JSON.parse(localStorage.getItem(keyOf(this.dataset.sandbox!)) ?? '{}').solved === true,
      );
    } catch {
      // Storage is blocked, or holds something else: the workbench says so when it opens.
    }
  }
}

customElements.define('leak-sandbox', LeakSandbox);
