import { codedError } from './errors.ts';

export const URL = globalThis.URL;
export const URLSearchParams = globalThis.URLSearchParams;

export function fileURLToPath(url: string | URL): string {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:') throw codedError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  return decodeURIComponent(pathname);
}

export const pathToFileURL = (path: string): URL =>
  new URL(path.split('/').map(encodeURIComponent).join('/'), 'file:///');

export const domainToASCII = (domain: string): string => URL.parse(`http://${domain}`)?.hostname ?? '';

export const urlToHttpOptions = ({ protocol, hostname, port, pathname, search, hash, href }: URL): object => ({
  protocol,
  hostname,
  pathname,
  search,
  hash,
  href,
  path: `${pathname}${search}`,
  ...(port !== '' && { port: Number(port) }),
});

export const format = (url: URL | { href?: string }): string => url.href ?? String(url);
