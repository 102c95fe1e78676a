/**
 * Stands in for Starlight's outline, in a third of the script: marks the heading that was passed last. Starlight's own classes for wide and narrow
 * screens build on it, and show what `current` is set to.
 */
export class StarlightTOC extends HTMLElement {
  #current = this.querySelector('[aria-current]');

  set current(link: Element) {
    this.#current?.removeAttribute('aria-current');
    this.#current = link;
    link.setAttribute('aria-current', 'true');
  }

  connectedCallback(): void {
    const links = [...this.querySelectorAll('a')];
    const headings = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));
    let asked = false;
    const mark = () => {
      asked = false;
      const passed = headings.findLastIndex((heading) => heading && heading.getBoundingClientRect().top < readingLine);
      const link = links[Math.max(passed, 0)];
      if (link && (link !== this.#current || !link.ariaCurrent)) this.current = link;
    };
    const ask = () => {
      if (!asked && this.checkVisibility()) requestAnimationFrame(mark);
      asked = true;
    };
    addEventListener('scroll', ask, { passive: true });
    mark();
  }
}

/** Below the header and what is fixed under it, in px. */
const readingLine = 160;

customElements.define('starlight-toc', StarlightTOC);
