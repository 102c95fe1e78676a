import { lstat, mkdir, mkdtemp, readdir, readlink, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompileCache, type CacheLender } from './compile-cache.ts';
import { findDotnet, type Dotnet, type NoDotnet } from '../programs/dotnet.ts';
import { findPackage, packageDirectories } from '../machine/packages.ts';
import { removeDirectory } from '../machine/remove-directory.ts';
import { TypeStripper } from './type-stripper.ts';
import { findWall, type View, type Wall } from '../walls/wall.ts';

/** The packages that a sandbox's programs may import. */
export const packages = ['@grpc/grpc-js', 'msgpackr', 'prom-client'];

/**
 * The directory that holds every sandbox of one server, one directory each, with what they share:
 *
 *     leak-lab-<pid of the server>-<its process namespace>_<random>/
 *       package.json       makes the programs ES modules
 *       node_modules/      links to the site's own packages
 *       compile-cache/     Node's, of what the programs import: one for each program
 *       system-calls.bpf   what programs in C# may not ask of the system
 *       <random>/          a sandbox
 */
export interface Workspace {
  readonly root: string;
  /** What every program may read besides its sandbox. */
  readonly shared: readonly string[];
  readonly compileCache: CacheLender;
  readonly typeStripper: TypeStripper;
  readonly wall: Wall;
  /** What runs programs in C#, looked for as it is asked, until it is found. */
  readonly dotnet: () => Promise<Dotnet | NoDotnet>;
}

/** What a program in `directory` is given to see, and is let write; `compileCache` is what the lender has lent to it. */
export const viewOf = (
  { shared, compileCache: lender }: Pick<Workspace, 'shared' | 'compileCache'>,
  directory: string,
  compileCache: string,
): View => ({
  readable: shared,
  writable: lender.isToFill ? [directory, compileCache] : [directory],
  lent: lender.isToFill ? [] : [compileCache],
});

/** What runs beside a learner's program: the probe, and what prepares its process. */
const beside = [
  '../../../sandbox-templates/guest',
  '../inside/preload.ts',
  '../inside/confine.ts',
  '../inside/stripped.ts',
].map((name) => fileURLToPath(new URL(name, import.meta.url)));

/** Makes the server's workspace, and removes what servers left that were killed together with their reaper. */
export async function createWorkspace(
  project: string,
  temporary: string = tmpdir(),
): Promise<Workspace & { compileCache: CompileCache }> {
  // The permission model compares real paths, and some systems' temporary directory is a link.
  const parent = await realpath(temporary);
  await removeStale(parent);
  const root = await mkdtemp(path.join(parent, `leak-lab-${process.pid}-${await processNamespace()}_`));
  const manifest = path.join(root, 'package.json');
  await writeFile(manifest, JSON.stringify({ private: true, type: 'module' }));
  const modules = path.join(root, 'node_modules');
  for (const name of packages) {
    const link = path.join(modules, name);
    await mkdir(path.dirname(link), { recursive: true });
    // A junction needs no privilege on Windows; elsewhere the type is ignored.
    await symlink((await findPackage(name, project))!, link, 'junction');
  }
  const caches = path.join(root, 'compile-cache');
  const compileCache = await CompileCache.in(caches);
  const shared = [...beside, manifest, modules, ...(await packageDirectories(packages, project))];
  const wall = await findWall(viewOf({ shared, compileCache }, root, caches));
  // The permission model takes it for a pattern, whatever stands after it: programs would reach all that begins as the path does.
  const pattern = [root, ...shared].find((place) => place.includes('*'));
  if (wall.kind === 'permissions' && pattern !== undefined) {
    await removeDirectory(root);
    throw new Error(
      `${pattern} has a * in its path, where Node’s permission model lets programs out. Move it, or install Bubblewrap.`,
    );
  }
  let dotnet: ReturnType<Workspace['dotnet']> | null = null;
  return {
    root,
    compileCache,
    shared,
    typeStripper: new TypeStripper(),
    wall,
    dotnet: () =>
      (dotnet ??= findDotnet(wall, path.join(root, 'system-calls.bpf')).then((found) => {
        // It may be there when it is asked for again: on a machine that was too busy, or once it is built.
        if ('missing' in found) dotnet = null;
        return found;
      })),
  };
}

async function removeStale(parent: string): Promise<void> {
  const here = await processNamespace();
  for (const entry of await readdir(parent, { withFileTypes: true })) {
    const [, pid, namespace] = /^leak-lab-(\d+)-(?:(\d+)_)?[A-Za-z\d]+$/.exec(entry.name) ?? [];
    if (pid === undefined || !entry.isDirectory()) continue;
    // Of a server in another container, that shares this directory, nobody here can tell whether it lives.
    if (namespace !== undefined && namespace !== here) continue;
    if (isAlive(Number(pid))) continue;
    const directory = path.join(parent, entry.name);
    // Another user's, on a machine that several share, is theirs to remove. Nor is it safe to, for root: they may put a link where it is about to go.
    if ((await ownerOf(directory)) === process.getuid?.()) await removeDirectory(directory);
  }
}

/** What process ids mean something in: the number of Linux' namespace (pid_namespaces(7)); 0 where there is but one. */
async function processNamespace(): Promise<string> {
  if (process.platform !== 'linux') return '0';
  return /\d+/.exec(await readlink('/proc/self/ns/pid'))![0];
}

/** Null where it is gone by now; undefined where files have none. */
async function ownerOf(directory: string): Promise<number | null | undefined> {
  if (process.platform === 'win32') return undefined;
  const found = await lstat(directory).catch(() => null);
  return found?.uid ?? null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
