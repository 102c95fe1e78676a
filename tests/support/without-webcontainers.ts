import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './templates.ts';

/** Builds the site into `folder` as one that leaves WebContainers out. @throws with what the build said. */
export async function buildWithoutWebcontainers(folder: string): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [join(root, 'node_modules/astro/bin/astro.mjs'), 'build', '--outDir', folder],
    {
      cwd: root,
      env: { ...process.env, SITE_RUNTIMES: 'local,tab', SITE_CSHARP: '0', SITE_URL: undefined, SITE_BASE: undefined },
    },
  );
}
