import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';

/** What the client of a WebContainer loads its frame from, and what is asked where it does not answer: `runtimes/webcontainer/hosts.ts`. */
const webcontainerFrames = ['https://stackblitz.com', 'https://*.stackblitz.com', 'https://*.webcontainer.io'];
const webcontainerHosts = [...webcontainerFrames, 'https://*.staticblitz.com', 'https://w-corp-staticblitz.com'];

/**
 * Puts a content security policy into each page, so that every host has it: no script runs but the site's own files and those that the build
 * wrote into that page, and nothing is loaded from elsewhere.
 */
export function contentSecurityPolicy(webcontainers: boolean): AstroIntegration {
  return {
    name: 'leak-lab:content-security-policy',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const files = (await readdir(dir, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
        // What lies in `_astro/` is no page of the site's, and says its own.
        for (const file of files.filter((file) => file.endsWith('.html') && !file.startsWith('_astro/'))) {
          const page = new URL(file, dir);
          await writeFile(page, withPolicy(await readFile(page, 'utf8'), webcontainers));
        }
      },
    },
  };
}

/** The page with its policy, before anything that the policy is about. @throws where it has no place for one. */
export function withPolicy(html: string, webcontainers: boolean): string {
  const meta = `<meta http-equiv="content-security-policy" content="${policyOf(html, webcontainers)}">`;
  const page = html.replace(/<head>(<meta charset="[\w-]+"\s*\/?>)?/i, (head) => head + meta);
  if (page === html) throw new Error('A page has no <head> for its content security policy.');
  return page;
}

function policyOf(html: string, webcontainers: boolean): string {
  const self = "'self'";
  const frames = webcontainers ? webcontainerFrames : [];
  const hosts = webcontainers ? webcontainerHosts : [];
  const directives: Readonly<Record<string, readonly string[]>> = {
    'default-src': [self],
    // The search is WebAssembly.
    'script-src': [self, "'wasm-unsafe-eval'", ...new Set(inlineScripts(html).map(hashOf))],
    // The editor and the chart bring theirs as text; a style can do little where nothing is loaded from elsewhere.
    'style-src': [self, "'unsafe-inline'"],
    'img-src': [self, 'data:', 'blob:'],
    'connect-src': [self, ...hosts],
    // The language server's script is a blob that imports a file.
    'worker-src': [self, 'blob:'],
    'frame-src': [self, ...frames],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    // A reader can send their files there.
    'form-action': [self, ...(webcontainers ? ['https://stackblitz.com'] : [])],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** The texts of the scripts that stand in a page, data blocks among them, which a browser asks no policy for. */
const inlineScripts = (html: string): string[] =>
  [...html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/gi)].flatMap(([, attributes, text]) =>
    /\ssrc=/.test(attributes!) ? [] : [text!],
  );

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source; a browser takes line ends as the parser left them. */
const hashOf = (script: string): string =>
  `'sha256-${createHash('sha256').update(script.replace(/\r\n?/g, '\n')).digest('base64')}'`;
