/** Twice what V8 lets wait outside its heap before it collects (64 MiB). The pages are never touched, so they cost next to nothing. */
const pressure = 128 * 2 ** 20; // bytes
/** Once it has begun, V8 goes on with a collection by 5 to 10 ms each time that this is exceeded again (`Heap::ReportExternalMemoryPressure`). */
const pressAgainAfter = 10; // ms
/** By then, a collection is not to be had. */
const patience = 1000; // ms

/** Objects that have survived young collections: only a full one takes them. */
const seasoned: object[] = Array.from({ length: 4 }, () => ({}));
const seasonFor = 3;

let onGone: (() => void) | null = null;
const gone = new FinalizationRegistry<null>(() => onGone?.());

export interface Timers<T> {
  readonly setTimeout: (callback: () => void, delay: number) => T;
  readonly clearTimeout: (timer: T) => void;
}

/**
 * Brings about a full collection in the way that any program may: by taking memory and giving it back. Resolves to true right after it, told
 * by an old object that went with it; to false where none came. One at a time.
 */
export function collectByPressure<T>(timers: Timers<T>): Promise<boolean> {
  seasoned.push({});
  if (seasoned.length <= seasonFor) return Promise.resolve(false);
  return new Promise((resolve) => {
    const deadline = performance.now() + patience;
    let timer: T;
    const settle = (came: boolean): void => {
      timers.clearTimeout(timer);
      onGone = null;
      resolve(came);
    };
    const press = (): void => {
      if (performance.now() > deadline) return settle(false);
      timer = timers.setTimeout(press, pressAgainAfter);
      new ArrayBuffer(pressure).transfer(0);
    };
    onGone = () => settle(true);
    letGo();
    press();
  });
}

/** Apart, so that no closure's scope keeps what is to go. */
function letGo(): void {
  gone.register(seasoned.shift()!, null);
}
