type Timer = ReturnType<typeof setTimeout>;

/** The idle timer that sessions and streams share: `touch` on activity, 'timeout' after a silence. */
export class IdleTimer {
  #timer: Timer;

  constructor(milliseconds: number, onIdle: () => void) {
    this.#timer = setTimeout(() => {
      onIdle();
    }, milliseconds);
    (this.#timer as { unref?: () => void }).unref?.();
  }

  touch(): void {
    (this.#timer as { refresh?: () => void }).refresh?.();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
