import type { ServerResponse } from 'node:http';

/**
 * Pages that hold a sandbox are cross-origin isolated, for a WebContainer needs `SharedArrayBuffer`, which browsers give to no other
 * page. No other page is: isolation costs it its embeds, and the windows that it opens.
 * `require-corp` and not `credentialless`, which Safari does not have; nothing on these pages comes from another origin but the WebContainer,
 * which sends the headers that this asks for.
 * https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-embedder-policies
 */
const page = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/**
 * An isolated page may start a worker, as the search does, and hold a frame, as the tab runtime's, only where they are served with the
 * embedder policy too.
 */
const within = { 'Cross-Origin-Embedder-Policy': 'require-corp' };

/**
 * A sandbox by itself may stand in a frame of another site's page, which, where it is isolated too, takes no frame without these.
 * https://html.spec.whatwg.org/multipage/browsers.html#coep
 */
const embedded = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'cross-origin' };

/** Headers by where an address begins, below the site's base. */
const rules: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/lessons/': page,
  '/zh-cn/lessons/': page,
  '/pagefind/': within,
  '/_astro/': within,
  '/embed/': embedded,
  '/zh-cn/embed/': embedded,
};

/** Sent with this address; `path` is below the site's base, and begins with a slash. */
export const isolationOf = (path: string): Readonly<Record<string, string>> =>
  Object.entries(rules).find(([start]) => path.startsWith(start))?.[1] ?? {};

export const isIsolated = (path: string): boolean => [page, embedded].includes(isolationOf(path) as typeof page);

export function setIsolation(response: ServerResponse, path: string): void {
  for (const [name, value] of Object.entries(isolationOf(path))) response.setHeader(name, value);
}

/** The file in which static hosts, such as Netlify and Cloudflare Pages, look for headers. */
export const headersFile = '_headers';

/** Its text; `base` is the site's, without a slash at its end. */
export const headersText = (base: string): string =>
  Object.entries(rules)
    .map(([start, headers]) =>
      [`${base}${start}*`, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
