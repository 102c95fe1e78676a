import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

const built = 'built';
/** How long what nobody has used any more is kept. */
const keptFor = 30 * 24 * 3_600_000; // ms

/** `built`, why it could not be, or null where it was not tried. */
export async function stateOf(output: string): Promise<string | null> {
  try {
    return await readFile(path.join(output, 'state'), 'utf8');
  } catch {
    return null; // the first time with these sources
  }
}

/** Whether it was built; it counts as used then. */
export async function isBuilt(output: string): Promise<boolean> {
  if ((await stateOf(output)) !== built) return false;
  const now = new Date();
  // Who may only read here uses it all the same.
  await utimes(path.join(output, 'state'), now, now).catch(() => undefined);
  return true;
}

/** Puts what was made where it is looked for, whole or not at all. Another build of the same sources may have been first: then that is taken. */
export async function put(made: string, output: string): Promise<void> {
  await writeFile(path.join(made, 'state'), built);
  try {
    await rename(made, output);
  } catch {
    if (await isBuilt(output)) return;
    // What is there is why it could not be built, or was left by a build that was ended.
    await rm(output, { recursive: true, force: true });
    await rename(made, output);
  }
}

/** Keeps why it could not be built, unless another build of the same sources could. */
export async function giveUp(output: string, why: string): Promise<void> {
  await mkdir(output, { recursive: true });
  await writeFile(path.join(output, 'state'), why, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Removes what was built of other sources and has not been used for long. */
export async function sweep(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const output = path.join(cache, name);
    const used = await stat(path.join(output, 'state')).catch(() => stat(output));
    if (Date.now() - used.mtimeMs > keptFor) await rm(output, { recursive: true, force: true });
  }
}
