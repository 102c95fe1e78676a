import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

/** A package that the program's own package.json names, in the instance that the program gets; null where it names none. */
export function ownPackage(name: string): unknown {
  const manifest = path.join(process.cwd(), 'package.json');
  let dependencies: unknown;
  try {
    ({ dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: unknown });
  } catch {
    return null; // Without a manifest there is nothing to name one.
  }
  const isNamed = typeof dependencies === 'object' && dependencies !== null && name in dependencies;
  return isNamed ? createRequire(manifest)(name) : null;
}
