import type { AstroIntegration } from 'astro';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { headersFile, headersText, isIsolated, setIsolation } from '../../server/http/isolation.ts';

/** Has the pages that hold a sandbox cross-origin isolated: by the development server, and by hosts that read a `_headers` file. */
export function isolateSandboxes(): AstroIntegration {
  let base = '';
  return {
    name: 'leak-lab:isolate-sandboxes',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/$/, '');
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(({ url = '' }, response, next) => {
          if (url.startsWith(base)) setIsolation(response, url.slice(base.length));
          next();
        });
      },
      'astro:build:done': async ({ dir }) => {
        for (const file of await readdir(dir, { recursive: true })) {
          const path = `/${file.replaceAll('\\', '/')}`;
          if (
            path.endsWith('.html') &&
            !isIsolated(path) &&
            (await readFile(new URL(`.${path}`, dir), 'utf8')).includes('<leak-sandbox')
          ) {
            throw new Error(`${path} holds a sandbox, and site/server/http/isolation.ts does not isolate it.`);
          }
        }
        await writeFile(new URL(headersFile, dir), headersText(base));
      },
    },
  };
}
