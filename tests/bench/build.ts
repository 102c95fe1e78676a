import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { root } from '../support/templates.ts';
import { median, row } from './report.ts';

const rounds = 5;
const sources = ['site', 'lessons', 'sandbox-templates', 'public', 'astro.config.mjs', 'package.json', 'tsconfig.json'];

/** In place of the sandbox: its anchor, which other pages link to, and nothing else. */
const leftOut = '---\nconst { id } = Astro.props;\n---\n<div {id}></div>\n';

/** A copy of the site's sources, within the repository so that packages are found, and with caches of its own. */
function copy(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  for (const source of sources) cpSync(join(root, source), join(folder, source), { recursive: true });
  return folder;
}

/** Milliseconds of a build from nothing. */
async function build(folder: string): Promise<number> {
  for (const made of ['dist', '.astro', 'node_modules']) rmSync(join(folder, made), { recursive: true, force: true });
  const from = performance.now();
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  });
  return performance.now() - from;
}

/** Building the site, against building the same pages with their sandboxes left out, in turns. */
export async function bench(): Promise<void> {
  const results = join(root, 'test-results');
  mkdirSync(results, { recursive: true });
  const parent = mkdtempSync(join(results, 'bench-build-'));
  try {
    const whole = copy(parent, 'whole');
    const without = copy(parent, 'without');
    writeFileSync(join(without, 'site/components/Sandbox.astro'), leftOut);
    const times = { whole: [] as number[], without: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.without.push(await build(without));
      times.whole.push(await build(whole));
    }
    row('build without sandboxes', median(times.without), 'ms');
    row('build', median(times.whole), 'ms');
    row('ratio, build / without sandboxes', median(times.whole.map((time, i) => time / times.without[i]!)));
  } finally {
    rmSync(parent, { recursive: true });
  }
}

if (import.meta.main) await bench();
