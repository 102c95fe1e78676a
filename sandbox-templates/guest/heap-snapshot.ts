import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import v8 from 'node:v8';

const { writeHeapSnapshot } = v8;
const directory = process.cwd();

/**
 * Writes a snapshot of the heap into the sandbox's directory: as a stream it would lie in memory whole, beside the heap that it is of. The program
 * stands still meanwhile.
 * @returns the file's name; null where it could not be written.
 */
export function takeHeapSnapshot(): string | null {
  const name = `${randomUUID()}.heapsnapshot`;
  const file = join(directory, name);
  try {
    writeHeapSnapshot(file);
    return name;
  } catch (error) {
    console.warn(`No heap snapshot could be written: ${(error as Error).message}`);
    rmSync(file, { force: true });
    return null;
  }
}
