import Anser from 'anser';
import type { LogBuffer, LogLine } from '../model/log-buffer.ts';

/** Keeps an element's lines in step with a buffer, by adding and removing only what changed: a flood redraws at most the buffer. */
export class LogView {
  readonly #element: HTMLElement;
  readonly #buffer: LogBuffer;
  readonly #left: (lines: number) => string;
  #first = 0;
  #next = 0;

  constructor(element: HTMLElement, buffer: LogBuffer, left: (lines: number) => string) {
    this.#element = element;
    this.#buffer = buffer;
    this.#left = left;
    this.#first = this.#next = buffer.first;
  }

  update(): void {
    const { first, next } = this.#buffer;
    const gone = Math.min(first, this.#next) - this.#first;
    if (gone >= this.#element.childElementCount) this.#element.replaceChildren();
    else for (let i = 0; i < gone; i++) this.#element.firstElementChild!.remove();
    this.#element.append(...this.#buffer.from(this.#next).map((line) => this.#render(line)));
    this.#first = first;
    this.#next = next;
  }

  #render({ text, stream, left }: LogLine): HTMLElement {
    const line = document.createElement('div');
    line.className = left > 0 ? 'lab-left' : stream === 'stderr' ? 'lab-stderr' : '';
    if (left > 0) line.textContent = this.#left(left);
    else if (text.includes('\u001b')) line.append(...colored(text));
    else line.textContent = text || '\u200b'; // An empty line keeps its height.
    return line;
  }
}

function colored(text: string): HTMLElement[] {
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map(({ content, fg, bg, decorations }) => {
    const span = document.createElement('span');
    span.textContent = content;
    span.className = [fg, bg && `${bg}-background`, ...decorations.map((name) => `ansi-${name}`)]
      .filter(Boolean)
      .join(' ');
    return span;
  });
}
