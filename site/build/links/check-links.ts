import type { AstroIntegration } from 'astro';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brokenLinks } from './links.ts';

/** Fails a build whose pages hold a link within the site that leads nowhere. */
export function checkLinks(): AstroIntegration {
  let base = '/';
  return {
    name: 'leak-lab:check-links',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        const pages = new Map<string, string>();
        const files = new Set<string>();
        for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
          if (!entry.isFile()) continue;
          const file = path.join(entry.parentPath, entry.name);
          const address = base + path.relative(root, file).split(path.sep).join('/');
          if (entry.name === 'index.html')
            pages.set(address.slice(0, -'index.html'.length), await readFile(file, 'utf8'));
          else if (entry.name.endsWith('.html')) pages.set(address, await readFile(file, 'utf8'));
          else files.add(address);
        }
        const broken = brokenLinks(pages, files, base);
        if (broken.length) throw new Error(`Links that lead nowhere:\n${broken.join('\n')}`);
      },
    },
  };
}
