import { platform } from './event-loop.ts';
import { closeGate, openGate } from './gate.ts';

declare global {
  interface Performance {
    /** Chromium's own figure for the isolate's heap; not in workers, nor in other browsers. */
    readonly memory?: { readonly usedJSHeapSize: number; readonly totalJSHeapSize: number; readonly jsHeapSizeLimit: number };
  }
}

/** Bytes in use, or null where the browser does not tell. A frame with an origin of its own gets them to the byte, renewed every 50 ms. */
export const heapUsed = (): number | null => performance.memory?.usedJSHeapSize ?? null;

/** The run is ended here, long before the browser's own limit would end the whole frame. */
export const heapCap = 512 * 2 ** 20; // bytes
/** The same where bytes cannot be seen: a leaked client is about a kilobyte. */
export const objectsCap = 500_000;

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

/**
 * Brings about a full collection in the way that any program may: by taking memory and giving it back. Resolves to true right after it, told
 * by an old object that went with it; to false where none came. Meanwhile the program hears nothing from its peers: most are quiet then, and
 * what they make while V8 marks would be counted as kept.
 */
export function collect(): Promise<boolean> {
  seasoned.push({});
  if (seasoned.length <= seasonFor) return Promise.resolve(false);
  return new Promise((resolve) => {
    const deadline = performance.now() + patience;
    let timer = 0;
    const settle = (came: boolean): void => {
      platform.clearTimeout(timer);
      onGone = null;
      resolve(came);
      openGate();
    };
    const press = (): void => {
      if (performance.now() > deadline) return settle(false);
      timer = platform.setTimeout(press, pressAgainAfter);
      new ArrayBuffer(pressure).transfer(0);
    };
    onGone = () => settle(true);
    letGo();
    closeGate();
    press();
  });
}

/** Apart, so that no closure's scope keeps what is to go. */
function letGo(): void {
  gone.register(seasoned.shift()!, null);
}
