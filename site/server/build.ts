import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findPackage } from './packages.ts';

/**
 * Builds the site into `dist/`. Says nothing while it does: resolves to null, or, where the build failed, to what it said.
 * @throws `AbortError` when the signal ended it.
 */
export async function buildSite(project: string, signal: AbortSignal): Promise<string | null> {
  const astro = await findPackage('astro', project);
  if (astro === null) return 'Astro is not installed. Run "npm ci" first.';
  const { bin } = JSON.parse(await readFile(path.join(astro, 'package.json'), 'utf8')) as { bin: { astro: string } };
  const child = spawn(process.execPath, ['--disable-sigusr1', path.join(astro, bin.astro), 'build'], {
    cwd: project,
    // This server answers at the root of its own address, wherever the site may be published.
    env: { ...process.env, SITE_URL: undefined, SITE_BASE: undefined, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? null : output;
}
