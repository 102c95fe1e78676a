import { codedError, wrongType } from './errors.ts';

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

/** Parts of an address, as Node's `url.format` takes them. */
interface Parts {
  protocol?: string | null;
  slashes?: boolean | null;
  auth?: string | null;
  host?: string | null;
  hostname?: string | null;
  port?: string | number | null;
  pathname?: string | null;
  search?: string | null;
  query?: string | object | null;
  hash?: string | null;
}

const withSlashes = /^(https?|ftp|gopher|file|wss?):$/;

export function format(url: URL | Parts | string): string {
  if (typeof url === 'string') return URL.parse(url)?.href ?? url;
  if (url instanceof URL) return url.href;
  if (typeof url !== 'object' || url === null) throw wrongType('urlObject', 'one of type object or string', url);
  const begins = (text: string, sign: string) => (text && !text.startsWith(sign) ? sign + text : text);
  const { protocol, auth, host, hostname, port, pathname, query } = url;
  const scheme = protocol ? protocol.replace(/:?$/, ':') : '';
  const name = hostname?.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  const server = host || (name ? `${name}${port ? `:${port}` : ''}` : '');
  const user = auth && server ? `${encodeURIComponent(auth).replaceAll('%3A', ':')}@` : '';
  const hasSlashes = url.slashes || withSlashes.test(scheme);
  const place = hasSlashes && (url.slashes || server || scheme === 'file:') ? `//${user}${server}` : user + server;
  const path = (pathname ?? '').replaceAll('#', '%23').replaceAll('?', '%3F');
  const asked = url.search || (typeof query === 'object' && query !== null ? textOf(query) : '');
  return [
    scheme,
    place,
    place.startsWith('//') ? begins(path, '/') : path,
    begins(asked.replaceAll('#', '%23'), '?'),
    begins(url.hash ?? '', '#'),
  ].join('');
}

/** A query of the object's members, of which one may be a list. */
const textOf = (query: object): string =>
  Object.entries(query)
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value].map(escaped).join('=')))
    .join('&');
const escaped = (value: unknown): string =>
  ['string', 'bigint', 'boolean'].includes(typeof value) || Number.isFinite(value)
    ? encodeURIComponent(String(value))
    : '';
