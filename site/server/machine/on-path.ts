import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** The file of the program that a shell would run by this name, or null. */
export async function onPath(name: string): Promise<string | null> {
  for (const directory of process.env.PATH?.split(path.delimiter) ?? []) {
    if (!path.isAbsolute(directory)) continue;
    const file = path.join(directory, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return null;
}
