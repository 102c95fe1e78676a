import { mount } from './mount.tsx';

/** `<dump-reader>`: the place where a reader's own dumps are opened. */
class DumpReader extends HTMLElement {
  connectedCallback(): void {
    const { lessons, examples } = this.dataset;
    this.replaceChildren();
    mount(this, { lessons: JSON.parse(lessons!), examples: JSON.parse(examples!) });
  }
}

customElements.define('dump-reader', DumpReader);
