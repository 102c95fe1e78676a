import { nodeError } from './errors.ts';

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

/** Throws as Node does where `milliseconds` is not a duration. */
export function checkTimeout(milliseconds: number, callback: unknown): void {
  if (typeof milliseconds !== 'number') throw nodeError('ERR_INVALID_ARG_TYPE', 'msecs', 'of type number');
  if (!(milliseconds >= 0 && Number.isFinite(milliseconds))) throw nodeError('ERR_OUT_OF_RANGE', 'msecs', 'a non-negative finite number', milliseconds);
  if (callback !== undefined) checkFunction(callback, 'callback');
}

export function checkFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') throw nodeError('ERR_INVALID_ARG_TYPE', name, 'of type function');
}
