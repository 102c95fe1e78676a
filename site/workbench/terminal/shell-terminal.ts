import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import styles from '@xterm/xterm/css/xterm.css?inline';
import type { Shell, TerminalSize } from '../../sandbox/runtime.ts';
import { attach } from './attach.ts';

// As text, for it would otherwise be written into every lesson's page.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

export interface ShellTerminalOptions {
  parent: HTMLElement;
  /** The accessible name of the text field. */
  label: string;
}

/**
 * A terminal in a frame that Tab comes to: as in the editor, Enter goes in, and Escape comes back out, so that the keyboard is never trapped
 * (WCAG 2.1.2). The frame is `parent`.
 */
export class ShellTerminal {
  readonly #parent: HTMLElement;
  readonly #terminal: Terminal;
  readonly #watching = new AbortController();
  readonly #resize: ResizeObserver;
  readonly #theme: MutationObserver;

  constructor({ parent, label }: ShellTerminalOptions) {
    this.#parent = parent;
    const style = getComputedStyle(parent);
    const terminal = new Terminal({
      screenReaderMode: true,
      cursorBlink: false,
      fontFamily: style.fontFamily,
      fontSize: Number.parseFloat(style.fontSize),
      minimumContrastRatio: 4.5,
      scrollback: 2000,
      theme: themeOf(style),
    });
    this.#terminal = terminal;
    Terminal.strings.promptLabel = label;
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(parent);
    terminal.textarea!.tabIndex = -1;
    terminal.attachCustomKeyEventHandler((event) => {
      if (event.key !== 'Escape') return true;
      if (event.type === 'keydown') parent.focus();
      return false;
    });
    parent.addEventListener(
      'keydown',
      (event) => {
        if (event.target !== parent || event.key !== 'Enter') return;
        event.preventDefault();
        terminal.focus();
      },
      { signal: this.#watching.signal },
    );

    this.#resize = new ResizeObserver(() => fit.fit());
    this.#resize.observe(parent);
    const paint = () => (terminal.options.theme = themeOf(getComputedStyle(parent)));
    this.#theme = new MutationObserver(paint);
    this.#theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    fit.fit();
  }

  /** Opens a shell on the screen. Resolves to its exit code when it has ended; null where the signal ended it. */
  async run(
    openShell: (size: TerminalSize, signal: AbortSignal) => Promise<Shell>,
    signal: AbortSignal,
  ): Promise<number | null> {
    this.#terminal.reset();
    const { cols, rows } = this.#terminal;
    return attach(this.#terminal, await openShell({ cols, rows }, signal), signal);
  }

  focus(): void {
    this.#terminal.focus();
  }

  destroy(): void {
    this.#watching.abort();
    this.#resize.disconnect();
    this.#theme.disconnect();
    this.#terminal.dispose();
    this.#parent.replaceChildren();
  }
}

/** The site's colours. What a program colours itself is brought to a contrast that can be read. */
function themeOf(style: CSSStyleDeclaration): ITheme {
  const color = (name: string) => style.getPropertyValue(name).trim();
  const [red, green, violet, blue] = [
    color('--lab-leak'),
    color('--lab-steady'),
    color('--lab-unsure'),
    color('--astro-code-token-function'),
  ];
  const yellow = color('--astro-code-token-constant');
  const [ink, paper, faint] = [color('--lab-ink'), color('--lab-paper'), color('--lab-faint')];
  return {
    foreground: ink,
    background: paper,
    cursor: ink,
    cursorAccent: paper,
    selectionBackground: color('--lab-selection'),
    black: ink,
    brightBlack: faint,
    white: faint,
    brightWhite: ink,
    red,
    brightRed: red,
    green,
    brightGreen: green,
    yellow,
    brightYellow: yellow,
    blue,
    brightBlue: blue,
    magenta: violet,
    brightMagenta: violet,
    cyan: blue,
    brightCyan: blue,
  };
}
