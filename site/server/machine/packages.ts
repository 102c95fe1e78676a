import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

interface Manifest {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * Real directories of the named packages and of all that they depend on, as Node finds them from `from`.
 * An optional dependency that is not installed is left out.
 * @throws where a package itself is not installed.
 */
export async function packageDirectories(names: readonly string[], from: string): Promise<string[]> {
  const found = new Set<string>();
  for (const name of names) {
    if (!(await collect(name, from, found)))
      throw new Error(`The package ${name} is not installed. Run "npm ci" first.`);
  }
  return [...found];
}

async function collect(name: string, from: string, found: Set<string>): Promise<boolean> {
  const directory = await findPackage(name, from);
  if (directory === null) return false;
  if (found.has(directory)) return true;
  found.add(directory);
  const manifest = JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8')) as Manifest;
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }))
    await collect(dependency, directory, found);
  return true;
}

/** The real directory of the package that `import name` means in a module in `from`, or null. */
export async function findPackage(name: string, from: string): Promise<string | null> {
  for (let directory = from; ; directory = path.dirname(directory)) {
    try {
      return await realpath(path.join(directory, 'node_modules', name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (directory === path.dirname(directory)) return null;
  }
}
