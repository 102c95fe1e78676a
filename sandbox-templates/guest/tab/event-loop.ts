// A page's event loop never ends; a Node program's does, when nothing is left that could call it. So what can is counted here.

/** The platform's own timers, before a program's globals stand in for them. */
export const platform = {
  setTimeout: globalThis.setTimeout.bind(globalThis) as (callback: () => void, delay: number) => number,
  clearTimeout: globalThis.clearTimeout.bind(globalThis) as (id: number) => void,
};

let held = 0;
let onIdle: (() => void) | null = null;
let checking = false;

/** Something that can still call the program: a timer, a socket, a file being loaded. It holds the program until closed or unreferenced. */
export class Handle {
  #open = true;
  #referenced = true;

  constructor() {
    held++;
  }

  ref(): void {
    if (!this.#referenced && this.#open) held++;
    this.#referenced = true;
  }

  unref(): void {
    if (this.#referenced && this.#open) letGo();
    this.#referenced = false;
  }

  hasRef(): boolean {
    return this.#open && this.#referenced;
  }

  close(): void {
    if (this.#open && this.#referenced) letGo();
    this.#open = false;
  }
}

/** Calls `callback` when nothing holds the program any more; it may be called again if something does after. */
export function whenIdle(callback: () => void): void {
  onIdle = callback;
  check();
}

/** Calls `idle` whenever nothing holds the program any more, and `over` once that has given it nothing to do. */
export function whenOver(idle: () => void, over: () => void): void {
  whenIdle(() => {
    try {
      idle();
    } finally {
      if (held === 0) whenIdle(over);
    }
  });
}

function letGo(): void {
  held--;
  check();
}

/** Later, because a program's promises may still make something that holds it. */
function check(): void {
  if (held > 0 || checking || !onIdle) return;
  checking = true;
  platform.setTimeout(() => {
    checking = false;
    if (held === 0) onIdle?.();
  }, 0);
}
