import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

export const oldestNode = '22.13';

/**
 * Writes into a release what runs in it, without packages to install: `serve.mjs`, which serves the course and a class, and with `dump` as its first
 * word reads heap dumps instead. It is also the command of the npm package: `npx leak-lab dump a.gcdump b.gcdump`.
 * @returns the modules that went into it, by their paths.
 */
export async function writeScripts(project: string, stage: string): Promise<string[]> {
  const bundle = await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: path.join(stage, 'lib'),
      copyPublicDir: false,
      emptyOutDir: false,
      target: 'node22',
      rolldownOptions: {
        input: {
          serve: path.join(project, 'site/class/hub/start.ts'),
          dump: path.join(project, 'site/insight/dump-command.ts'),
        },
        // Parts of `ws` that it does without.
        external: ['bufferutil', 'utf-8-validate'],
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  await mkdir(stage, { recursive: true });
  await writeFile(
    path.join(stage, 'serve.mjs'),
    `#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(\`Leak Lab needs Node ${oldestNode} or newer; this is \${process.version}.\`);
  process.exit(1);
}
// Node 22 warns of its SQLite, which is what later ones have without a word.
const { emitWarning } = process;
process.emitWarning = (warning, ...more) => {
  if (!String(warning).includes('SQLite')) emitWarning(warning, ...more);
};
if (process.argv[2] === 'dump') {
  process.argv.splice(2, 1);
  await import('./lib/dump.mjs');
} else await import('./lib/serve.mjs');
`,
  );
  await chmod(path.join(stage, 'serve.mjs'), 0o755);
  const chunks = (Array.isArray(bundle) ? bundle : [bundle]).flatMap((one) => ('output' in one ? one.output : []));
  return chunks.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
}
