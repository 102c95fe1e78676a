import { Buffer } from 'node:buffer';
import { process } from '../node/process.ts';
import { clearImmediate, setImmediate } from '../node/timers.ts';

// What our HTTP/2 and the streams below it look for. The timers are not Node's: .NET wants numbers of them (prompt-timers.ts).
Object.assign(globalThis, { process, Buffer, setImmediate, clearImmediate });

/** Runs what would take this place for Node, where it finds a `process`. */
export async function withoutProcess<T>(run: () => Promise<T>): Promise<T> {
  Reflect.deleteProperty(globalThis, 'process');
  try {
    return await run();
  } finally {
    Object.assign(globalThis, { process });
  }
}
