import { onCollected } from './on-collected.ts';

/** Twice what V8 lets wait outside its heap before it collects (64 MiB). The pages are never touched, so they cost next to nothing. */
const portion = 128 * 2 ** 20; // bytes
/**
 * Once it has begun, V8 goes on with a collection by 5 to 10 ms each time that this is exceeded again (`Heap::ReportExternalMemoryPressure`).
 * Where it is told by how much was taken how much is alive, time is given for the news that the collection has come.
 */
const takeAgainAfter = { 'given-back': 10, left: 25 }; // ms
/** By then, a collection is not to be had. */
const patience = 1000; // ms

/** Objects that have survived young collections: only a full one takes them. */
const seasoned: object[] = Array.from({ length: 4 }, () => ({}));
const seasonFor = 3;

let onGone: (() => void) | null = null;

export interface Timers<T> {
  readonly setTimeout: (callback: () => void, delay: number) => T;
  readonly clearTimeout: (timer: T) => void;
}

/**
 * What becomes of the memory taken. Given back at once, it is never seen among the bytes in use; that is enough for V8. SpiderMonkey would
 * count it as alive when a collection ends, and wait the longer for the next: there it is left, for the collection to find.
 */
export type Taken = 'given-back' | 'left';

/** A full collection that was asked for. */
export interface Collection {
  /** Whether it came. */
  readonly came: boolean;
  /** Memory taken until it came, in bytes: the engine lets more be taken the more is alive. */
  readonly taken: number;
  /** The longest that taking some held the program up, in milliseconds: engines collect within that. */
  readonly pause: number;
}

/**
 * Brings about a full collection in the way that any program may: by taking memory. Resolves right after it, told by an old object that went
 * with it. One at a time.
 */
export function collectByPressure<T>(timers: Timers<T>, fate: Taken): Promise<Collection> {
  let [taken, pause] = [0, 0];
  const found = (came: boolean): Collection => ({ came, taken, pause });
  seasoned.push({});
  if (seasoned.length <= seasonFor) return Promise.resolve(found(false));
  return new Promise((resolve) => {
    const deadline = performance.now() + patience;
    let timer: T;
    const settle = (came: boolean): void => {
      timers.clearTimeout(timer);
      onGone = null;
      resolve(found(came));
    };
    const press = (): void => {
      const from = performance.now();
      if (from > deadline) return settle(false);
      timer = timers.setTimeout(press, takeAgainAfter[fate]);
      if (!take(fate)) return settle(false);
      taken += portion;
      pause = Math.max(pause, performance.now() - from);
    };
    onGone = () => settle(true);
    letGo();
    press();
  });
}

/** False where there is no such memory to be had: that is no fault of the program's. */
function take(fate: Taken): boolean {
  try {
    const memory = new ArrayBuffer(portion);
    if (fate === 'given-back') memory.transfer(0);
    return true;
  } catch {
    return false;
  }
}

/** Apart, so that no closure's scope keeps what is to go. */
function letGo(): void {
  onCollected.register(seasoned.shift()!, () => onGone?.());
}
