import v8 from 'node:v8';
import type { Reason } from '../../site/sandbox/errors/reason.ts';

/** Buffers lie outside V8's heap, where its cap does not hold. */
export const buffersCap = 512 * 2 ** 20; // bytes
/** All that the process has of the machine's memory: shared memory and what SQLite keeps are counted nowhere else. */
const residentCap = 1024 * 2 ** 20; // bytes

const lookEvery = 100; // ms

/** Calls back once the program keeps more outside V8's own heap than a sandbox gives, before the machine has no memory left. */
export function watchMemory(onFull: (reason: Reason) => void): void {
  const { memoryUsage } = process;
  const { getHeapStatistics } = v8;
  /** Node reads it from a file: 0 where the program has left no descriptor to do so. */
  const resident = (): number => {
    try {
      return memoryUsage.rss();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EMFILE') throw error;
      return 0;
    }
  };
  setInterval(() => {
    if (getHeapStatistics().external_memory > buffersCap) onFull({ code: 'memory-full', bytes: buffersCap });
    else if (resident() > residentCap) onFull({ code: 'memory-full', bytes: residentCap });
  }, lookEvery).unref();
}
