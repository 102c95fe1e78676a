import type { CompileCache } from './compile-cache.ts';
import type { Reaper } from '../programs/reaper.ts';
import { LocalSandbox } from './sandbox.ts';
import { packages, type Workspace } from './workspace.ts';

/** Fills the compile cache and loads the stripper, for the first Run to be as quick as the later ones: a program that is stopped leaves nothing in it. */
export async function warmUp(workspace: Workspace & { compileCache: CompileCache }, reaper: Reaper): Promise<void> {
  workspace.typeStripper.warm();
  try {
    await workspace.compileCache.fill(async (compileCache) => {
      const sandbox = new LocalSandbox({ ...workspace, compileCache }, reaper);
      try {
        await sandbox.open({ 'imports.js': packages.map((name) => `import '${name}';`).join('\n') });
        await sandbox.run(
          0,
          'imports.js',
          { probe: 'heap' },
          () => undefined,
          () => true,
        );
      } finally {
        await sandbox.dispose();
      }
    });
  } catch {
    // Whatever keeps it from running keeps the first sandbox too, and is told there. All that is lost here is speed.
  }
}
