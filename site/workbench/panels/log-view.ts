import Anser from 'anser';
import type { LogBuffer, LogLine } from '../model/log-buffer.ts';

/** Keeps an element's lines in step with a buffer, by adding and removing only what changed: a flood redraws at most the buffer. */
export class LogView {
  readonly #element: HTMLElement;
  readonly #buffer: LogBuffer;
  readonly #left: (lines: number) => string;
  readonly #time: (milliseconds: number) => string;
  #first = 0;
  #next = 0;
  #unfinished: HTMLElement[] = [];
  #wanted = '';

  constructor(
    element: HTMLElement,
    buffer: LogBuffer,
    words: { left(lines: number): string; time(milliseconds: number): string },
  ) {
    this.#element = element;
    this.#buffer = buffer;
    this.#left = words.left;
    this.#time = words.time;
    this.#first = this.#next = buffer.first;
  }

  /** Shows the lines that have this in them, whatever its case; all of them where it is empty. */
  search(wanted: string): void {
    this.#wanted = wanted.toLowerCase();
    for (const line of this.#element.children) this.#filter(line as HTMLElement);
  }

  update(): void {
    for (const line of this.#unfinished) line.remove();
    const { first, next } = this.#buffer;
    const gone = Math.min(first, this.#next) - this.#first;
    if (gone >= this.#element.childElementCount) this.#element.replaceChildren();
    else for (let i = 0; i < gone; i++) this.#element.firstElementChild!.remove();
    this.#element.append(...this.#buffer.from(this.#next).map((line) => this.#render(line)));
    this.#first = first;
    this.#next = next;
    this.#unfinished = this.#buffer.unfinished.map((line) => this.#render({ ...line, left: 0 }));
    this.#element.append(...this.#unfinished);
  }

  #filter(line: HTMLElement): void {
    line.hidden = this.#wanted !== '' && !line.textContent.toLowerCase().includes(this.#wanted);
  }

  #render({ text, stream, left, at }: Pick<LogLine, 'text' | 'stream' | 'left'> & { at?: number }): HTMLElement {
    const line = document.createElement('div');
    line.className = left > 0 ? 'lab-left' : stream === 'stderr' ? 'lab-stderr' : '';
    if (left > 0) line.textContent = this.#left(left);
    else if (text.includes('\u001b')) line.append(...colored(text));
    else line.textContent = text || '\u200b'; // An empty line keeps its height.
    if (at !== undefined) line.dataset.at = this.#time(at);
    this.#filter(line);
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
