import type { AstroIntegration } from 'astro';
import { readdir, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as pagefind from 'pagefind';

const patience = 10_000; // ms

/**
 * Sees that the search index is whole. Pagefind (1.5.2) says that its files are written while some may be on their way, and Starlight ends it
 * then: on a busy machine one is left empty, and a language without search. The index is written again, with time to arrive.
 */
export function wholeSearchIndex(): AstroIntegration {
  return {
    name: 'leak-lab:whole-search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = new URL('pagefind/', dir);
        if (await isWhole(folder)) return;
        logger.warn('A file of the search index came out empty: it is written again.');
        try {
          const { index } = await pagefind.createIndex();
          await index!.addDirectory({ path: fileURLToPath(dir) });
          await index!.writeFiles({ outputPath: fileURLToPath(folder) });
          for (const until = Date.now() + patience; !(await isWhole(folder)); await sleep(50)) {
            if (Date.now() > until) throw new Error('A file of the search index stays empty. Build again.');
          }
        } finally {
          await pagefind.close();
        }
      },
    },
  };
}

async function isWhole(folder: URL): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => (await stat(`${parentPath}/${name}`)).size),
  );
  return sizes.every((size) => size > 0);
}
