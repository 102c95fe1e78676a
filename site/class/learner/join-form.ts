import { hubPaths } from '../addresses.ts';
import { base } from '../base.ts';
import { forget, forgotten, loadKept, saveKept } from './kept.ts';

/** The page to join a class by. Its words come from `data-` attributes, in the page's language. */
class ClassJoin extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form')!;
    const code = form.elements.namedItem('code') as HTMLInputElement;
    // A link or a QR code brings it: `#ABCD-EFGH`.
    code.value ||= location.hash.slice(1, 41);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#join(form);
    });
    this.querySelector('[data-part=leave]')!.addEventListener('click', () => {
      forget();
      this.#say(this.dataset.left!);
      location.reload();
    });
    // Another tab of this browser has joined, or left.
    addEventListener('storage', () => {
      if (form.hidden !== (loadKept() !== null)) location.reload();
    });
    // The class has let this page go, which tells why.
    addEventListener(forgotten, () => this.#show());
    this.#show();
  }

  async #join(form: HTMLFormElement): Promise<void> {
    const button = form.querySelector('button')!;
    button.disabled = true;
    try {
      const { name, code } = Object.fromEntries(new FormData(form)) as Record<string, string>;
      const response = await fetch(new URL(hubPaths.join, base()), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name, code }),
      });
      const joined = (await response.json()) as { token: string } | { refused: string };
      if ('refused' in joined) return this.#refuse(joined.refused);
      const kept = { token: joined.token, seen: 0, messages: [], read: 0, offerAnswered: 0 };
      if (!saveKept(kept)) return this.#refuse('no-storage');
      history.replaceState(null, '', location.pathname);
      location.reload();
    } catch {
      this.#refuse('no-hub'); // no connection, or something else answers here
    } finally {
      button.disabled = false;
    }
  }

  #show(): void {
    const joined = loadKept() !== null;
    this.querySelector('form')!.hidden = joined;
    this.querySelector<HTMLElement>('[data-part=joined]')!.hidden = !joined;
  }

  #refuse(why: string): void {
    const sentences = JSON.parse(this.dataset.refused!) as Record<string, string>;
    this.#say(sentences[why] ?? sentences['no-hub']!);
  }

  #say(text: string): void {
    this.querySelector('[data-part=said]')!.textContent = text;
  }
}

customElements.define('class-join', ClassJoin);
