import { Handle, platform } from '../event-loop.ts';
import { bind } from './async-context.ts';

type Callback = (...args: unknown[]) => void;

const longest = 2 ** 31 - 1;
const timeouts = new Map<number, Timeout>();
let unreferenced = false;
let lastId = 0;

/** Node's timer object: what `setTimeout` and `setInterval` return. */
export class Timeout {
  readonly #id = ++lastId;
  readonly #callback: Callback;
  readonly #args: unknown[];
  readonly #delay: number;
  readonly #repeats: boolean;
  #handle: Handle | null = null;
  #referenced = !unreferenced;
  #native = 0;
  #cleared = false;

  constructor(callback: Callback, delay: unknown, args: unknown[], repeats: boolean) {
    if (typeof callback !== 'function')
      throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    const milliseconds = Math.trunc(Number(delay));
    this.#delay = milliseconds >= 1 && milliseconds <= longest ? milliseconds : 1;
    this.#callback = bind(callback);
    this.#args = args;
    this.#repeats = repeats;
    this.refresh();
  }

  refresh(): this {
    if (this.#cleared) return this;
    platform.clearTimeout(this.#native);
    this.#native = platform.setTimeout(this.#fire, this.#delay);
    if (!this.#handle) {
      this.#handle = new Handle();
      if (!this.#referenced) this.#handle.unref();
    }
    timeouts.set(this.#id, this);
    return this;
  }

  ref(): this {
    this.#referenced = true;
    this.#handle?.ref();
    return this;
  }

  unref(): this {
    this.#referenced = false;
    this.#handle?.unref();
    return this;
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  close(): this {
    this.#cleared = true;
    platform.clearTimeout(this.#native);
    this.#end();
    return this;
  }

  #end(): void {
    this.#handle?.close();
    this.#handle = null;
    timeouts.delete(this.#id);
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #fire = (): void => {
    if (this.#repeats) this.refresh();
    const fired = this.#native;
    try {
      this.#callback.apply(this, this.#args);
    } finally {
      // Unless the callback has set it again.
      if (!this.#repeats && this.#native === fired) this.#end();
    }
  };
}

export const setTimeout = (callback: Callback, delay?: unknown, ...args: unknown[]): Timeout =>
  new Timeout(callback, delay, args, false);
export const setInterval = (callback: Callback, delay?: unknown, ...args: unknown[]): Timeout =>
  new Timeout(callback, delay, args, true);

export function clearTimeout(timer?: Timeout | number | string | null): void {
  (timer instanceof Timeout ? timer : timeouts.get(Number(timer)))?.close();
}
export const clearInterval = clearTimeout;

export class Immediate {
  run: (() => void) | null;
  readonly #handle = new Handle();

  constructor(callback: Callback, args: unknown[]) {
    if (typeof callback !== 'function')
      throw Object.assign(new TypeError('The "callback" argument must be of type function.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    this.run = bind(() => callback(...args));
    if (unreferenced) this.#handle.unref();
  }

  ref(): this {
    this.#handle.ref();
    return this;
  }

  unref(): this {
    this.#handle.unref();
    return this;
  }

  hasRef(): boolean {
    return this.#handle.hasRef();
  }

  close(): void {
    this.run = null;
    this.#handle.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** A message to oneself is the platform's quickest way round its event loop; a timer of zero waits for 4 ms once timers are nested. */
const channel = new MessageChannel();
let queue: Immediate[] = [];
let batch: Immediate[] = [];
let at = 0;

/** One at a time: what it leaves to its promises comes before the next, as in Node. */
channel.port1.onmessage = () => {
  if (at === batch.length) [batch, queue, at] = [queue, [], 0];
  const immediate = batch[at++]!;
  if (at === batch.length) [batch, at] = [[], 0];
  const { run } = immediate;
  immediate.close();
  run?.();
};

export function setImmediate(callback: Callback, ...args: unknown[]): Immediate {
  const immediate = new Immediate(callback, args);
  queue.push(immediate);
  channel.port2.postMessage(null);
  return immediate;
}

export function clearImmediate(immediate?: Immediate | null): void {
  immediate?.close();
}

/** Runs `action`; the timers that it sets do not hold the program. For what watches a program from beside. */
export function withoutHolding<T>(action: () => T): T {
  const before = unreferenced;
  unreferenced = true;
  try {
    return action();
  } finally {
    unreferenced = before;
  }
}
