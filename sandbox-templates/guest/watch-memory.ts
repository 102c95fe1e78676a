import v8 from 'node:v8';
import type { Reason } from '../../site/sandbox/reason.ts';

/** Buffers lie outside V8's heap, where its cap does not hold. */
export const buffersCap = 512 * 2 ** 20; // bytes
/** All that the process has of the machine's memory: shared memory and what SQLite keeps are counted nowhere else. */
const residentCap = 1024 * 2 ** 20; // bytes

const lookEvery = 100; // ms

/** Calls back once the program keeps more outside V8's own heap than a sandbox gives, before the machine has no memory left. */
export function watchMemory(onFull: (reason: Reason) => void): void {
  const { memoryUsage } = process;
  const { getHeapStatistics } = v8;
  setInterval(() => {
    if (getHeapStatistics().external_memory > buffersCap) onFull({ code: 'memory-full', bytes: buffersCap });
    else if (memoryUsage.rss() > residentCap) onFull({ code: 'memory-full', bytes: residentCap });
  }, lookEvery).unref();
}
