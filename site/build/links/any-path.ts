import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';

/** What `SITE_BASE=./` builds under, until each link to it is made relative: nothing else in the files has this name. */
export const anyPathBase = '/any-path-that-the-course-is-put-under';

/**
 * Lets one build be put under any path of any host, one that is known to nobody at the time of the build, as a learning platform's is: every
 * link to the site's own is relative, and names its file, since such hosts give no folder's `index.html`.
 */
export function anyPath(): AstroIntegration {
  return {
    name: 'leak-lab:any-path',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const files = (await readdir(dir, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
        for (const file of files) {
          const kind = /\.(html|css|js)$/.exec(file)?.[1] as 'html' | 'css' | 'js' | undefined;
          if (!kind) continue;
          const text = await readFile(new URL(file, dir), 'utf8');
          if (!text.includes(anyPathBase)) continue;
          const relative = relativeLinks(text, kind, file);
          if (relative.includes(anyPathBase)) throw new Error(`${file} has a link that could not be made relative.`);
          await writeFile(new URL(file, dir), relative);
        }
      },
    },
  };
}

/** @param file its path below the site's root */
export function relativeLinks(text: string, kind: 'html' | 'css' | 'js', file: string): string {
  const up = '../'.repeat(file.split('/').length - 1) || './';
  if (kind === 'css') return text.replaceAll(`${anyPathBase}/`, up);
  if (kind === 'html')
    // What is relative already, as links in texts are, has to name a page's file no less.
    return text
      .replace(/(\shref="\.{1,2}\/(?:[^"#?]*\/)?)(?=["#?])/g, '$1index.html')
      .replace(new RegExp(`${anyPathBase}/?([^"'\\s<>&#?]*)`, 'g'), (_, path: string) => {
        const isPage = path === '' || path.endsWith('/');
        return `${up}${path}${isPage ? 'index.html' : ''}`;
      });
  // A script knows where it lies itself; its page may lie anywhere.
  const root = `new URL(${JSON.stringify(up)},import.meta.url).pathname`;
  return text.replace(
    new RegExp(`(["'\`])${anyPathBase}/?((?:(?!\\1)[^\\\\\\n$])*)\\1`, 'g'),
    (_, quote: string, path: string) => (path ? `(${root}+${quote}${path}${quote})` : `(${root})`),
  );
}
