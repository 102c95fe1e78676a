/**
 * The frame that the client puts into the page, watched from outside: the client waits for its first word for ever, and does not notice
 * when it goes. Made before the client boots.
 */
export class ClientFrame {
  /** Resolves at the frame's first word. */
  readonly ready: Promise<void>;
  /** Resolves when something has been loaded into it, be it the browser's own page of an error. */
  readonly loaded: Promise<void>;
  /** Resolves when it is gone from the page, or another document is in it. */
  readonly lost: Promise<void>;
  /** What the frame wanted told. */
  readonly warnings: string[] = [];

  #element: HTMLIFrameElement | null = null;
  #isReady = false;
  #observer: MutationObserver;
  #ready = Promise.withResolvers<void>();
  #loaded = Promise.withResolvers<void>();
  #lost = Promise.withResolvers<void>();

  constructor() {
    [this.ready, this.loaded, this.lost] = [this.#ready.promise, this.#loaded.promise, this.#lost.promise];
    this.#observer = new MutationObserver(this.#look);
    this.#observer.observe(document.body, { childList: true });
    addEventListener('message', this.#listen);
  }

  /** Where it was to come from; null where the client has not asked yet. */
  get address(): URL | null {
    return this.#element && new URL(this.#element.src);
  }

  /** Takes the frame out of the page, and with it all that ran there. */
  retire(): void {
    this.#observer.disconnect();
    removeEventListener('message', this.#listen);
    this.#look([]);
    // The client still waits for a first word from this origin, whichever frame it comes from, and would take that of the next one for its
    // own. So it gets one, on a line that nobody is at the end of.
    if (this.#element && !this.#isReady) {
      dispatchEvent(
        new MessageEvent('message', {
          origin: this.address!.origin,
          data: { type: 'init' },
          ports: [new MessageChannel().port1],
        }),
      );
    }
    this.#element?.remove();
    this.#lost.resolve();
  }

  #look = (records: readonly MutationRecord[]): void => {
    if (!this.#element) this.#adopt(document.querySelector<HTMLIFrameElement>('body > iframe[src*="/headless?"]'));
    else if (records.some(({ removedNodes }) => [...removedNodes].includes(this.#element!))) this.#lost.resolve();
  };

  #adopt(element: HTMLIFrameElement | null): void {
    if (!element) return;
    this.#element = element;
    element.title = 'WebContainer';
    let loads = 0;
    element.addEventListener('load', () => {
      this.#loaded.resolve();
      if (++loads > 1) this.#lost.resolve();
    });
  }

  #listen = ({ source, data }: MessageEvent<{ type?: unknown; message?: unknown } | null>): void => {
    if (!this.#element || source !== this.#element.contentWindow) return;
    if (data?.type === 'init') {
      this.#isReady = true;
      this.#ready.resolve();
    } else if (data?.type === 'warning') this.warnings.push(String(data.message));
  };
}
