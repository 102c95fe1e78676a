import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';

/** Held by one process of this machine at a time. It goes with its process, however that ends. */
export interface Lock extends Disposable {
  /** Whether another process held it first. */
  readonly waited: boolean;
}

/** How long who waits does not look. */
const pause = 100; // ms
/** A result code of SQLite, SQLITE_BUSY: another holds it. */
const busy = 5;

/**
 * Takes the lock of that name on a project; waits until whoever holds it is done.
 *
 * It is the lock on a file of SQLite's, which every system has and ends with the process that held it. The file stays: were it removed, one could hold the lock on a
 * file that is no longer there, and another that on its successor.
 *
 * @throws `AbortError` when the signal ended it; `EACCES`, or what SQLite says, of a file that another user has.
 */
export async function lock(project: string, name: string, signal: AbortSignal): Promise<Lock> {
  const where = path.join(project, 'node_modules', `.leak-lab-${name}-lock`);
  const file = new DatabaseSync(where, { timeout: 0 });
  try {
    await access(where, constants.W_OK); // one that can only be read is locked for reading, beside others
    for (let waited = false; ; waited = true) {
      signal.throwIfAborted();
      if (take(file)) return { waited, [Symbol.dispose]: () => file.close() };
      await wait(pause, undefined, { signal });
    }
  } catch (error) {
    file.close();
    throw error;
  }
}

function take(file: DatabaseSync): boolean {
  try {
    file.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== busy) throw error;
    return false;
  }
}
