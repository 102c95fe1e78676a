import { clearTimeout, setTimeout } from 'node:timers';
import { collectByPressure } from '../pressure.ts';

const timers = {
  setTimeout: (callback: () => void, delay: number) => setTimeout(callback, delay).unref(),
  clearTimeout,
};

/** What Node says is in use, in bytes. Whether that is so in a container, `try-out.ts` finds out. */
export const heapUsed = (): number => process.memoryUsage().heapUsed;

/** Brings about a full collection: `--expose-gc` does nothing in a container. Resolves to false where none came. */
export const collect = async (): Promise<boolean> => (await collectByPressure(timers, 'given-back')).came;
