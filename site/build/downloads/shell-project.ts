import siteLock from '../../../package-lock.json?raw';
import start from '../../../sandbox-templates/sum/start.ts?raw';
import type { FileTree } from '../../sandbox/runtime.ts';

interface LockedPackage {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly dev?: boolean;
}
type Packages = Readonly<Record<string, LockedPackage>>;

interface Manifest {
  readonly name: string;
  readonly dependencies: Record<string, string>;
}

/** What a sandbox's files lack to run in a shell: what starts both programs, and the versions of the packages, for `npm ci`. */
export const shellFiles = (manifest: string): FileTree => ({
  'start.ts': start,
  'package-lock.json': `${JSON.stringify(lockOf(JSON.parse(manifest), JSON.parse(siteLock).packages), null, 2)}\n`,
});

/** Of a lock file's packages, those that a manifest's dependencies come to: the versions that this site is tested with. */
export function lockOf(
  { name, dependencies }: Manifest,
  all: Packages,
): { packages: Packages; [more: string]: unknown } {
  const packages: Record<string, LockedPackage> = { '': { name, dependencies } as LockedPackage };
  const take = (from: string, wanted: Record<string, string> = {}): void => {
    for (const dependency of Object.keys(wanted)) {
      const path = found(from, dependency, all);
      if (!path || packages[path]) continue;
      const { dev: _dev, ...entry } = all[path]!;
      packages[path] = entry;
      take(path, { ...entry.dependencies, ...entry.optionalDependencies });
    }
  };
  take('', dependencies);
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { name, lockfileVersion: 3, requires: true, packages: Object.fromEntries(sorted) };
}

/** Where Node finds a package from another's folder: the nearest `node_modules` upwards. */
function found(from: string, dependency: string, all: Packages): string | undefined {
  const path = `${from ? `${from}/` : ''}node_modules/${dependency}`;
  if (path in all) return path;
  if (!from) return undefined;
  const upwards = from.lastIndexOf('/node_modules/');
  return found(upwards < 0 ? '' : from.slice(0, upwards), dependency, all);
}
