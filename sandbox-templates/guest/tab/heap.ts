import { collectByPressure, type Collection, type Taken } from '../pressure.ts';
import { platform } from './event-loop.ts';
import { closeGate, openGate } from './gate.ts';

declare global {
  interface Performance {
    /** Chromium's own figure for the isolate's heap; not in workers, nor in other browsers. */
    readonly memory?: {
      readonly usedJSHeapSize: number;
      readonly totalJSHeapSize: number;
      readonly jsHeapSizeLimit: number;
    };
  }
}

/** Whether the browser tells how many bytes are in use here. */
export const seesBytes = performance.memory !== undefined;

/** A figure that was asked for is given again for so long, whatever has happened since. */
const renewedAfter = 50; // ms
let renewedAt = -Infinity;
/** Collections that make one floor. */
const mostAtOnce = 4;

/** Bytes in use, or null where the browser does not tell. A frame with an origin of its own gets them to the byte. */
export function heapUsed(): number | null {
  const now = performance.now();
  if (now - renewedAt > renewedAfter) renewedAt = now;
  return performance.memory?.usedJSHeapSize ?? null;
}

const untilRenewed = (): number => renewedAt + renewedAfter - performance.now();

/** Waits until every figure is one of after now: a program may have asked for one in the middle of a collection. */
async function renewed(): Promise<void> {
  const wait = untilRenewed();
  if (wait >= 0) await new Promise<void>((resolve) => platform.setTimeout(resolve, wait + 1));
}

/** The run is ended here, long before the browser's own limit would end the whole frame. */
export const heapCap = 512 * 2 ** 20; // bytes
/** The same where bytes cannot be seen: a leaked client is about a kilobyte. */
export const objectsCap = 500_000;
/**
 * And of anything else: one of these, and the heap holds a gigabyte or two. Firefox (153) has half as much taken before it collects as is alive
 * in arrays and buffers, and stands still for 0.3 to 1 s for each gigabyte of objects.
 */
const vast = { taken: 768 * 2 ** 20 /* bytes */, pause: 750 /* ms */ };

/**
 * Brings about a full collection. Meanwhile the program hears nothing from its peers: most are quiet then, and what they make while V8 marks
 * would be counted as kept. `done` is called where it came, while they are still held.
 */
export async function collect(done: () => void = () => undefined): Promise<Collection> {
  closeGate();
  try {
    const fate = seesBytes ? 'given-back' : 'left';
    const collection = await collectByPressure(platform, fate);
    if (collection.came && seesBytes) await collectRest(fate);
    await renewed();
    if (collection.came) done();
    return collection;
  } finally {
    openGate();
  }
}

/**
 * What became garbage while V8 marked, and code that it lets go only when it has seen it unused more than once, is left by one collection: some 100 kB. By a
 * second it is 20 kB, by a fourth 10; they take no more time than is waited for the figure.
 */
async function collectRest(fate: Taken): Promise<void> {
  let collections = 1;
  do await collectByPressure(platform, fate);
  while (++collections < mostAtOnce && untilRenewed() > 0);
}

/** Whether two collections in a row show a vast heap: of one alone, a machine that has other things to do may be the cause. */
export async function isVast(collection: Collection): Promise<boolean> {
  return showsVast(collection) && showsVast(await collect());
}

const showsVast = ({ came, taken, pause }: Collection): boolean => (came && taken >= vast.taken) || pause >= vast.pause;
