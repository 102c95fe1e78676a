import { staticTable } from './static-table.ts';

/** What a field name means for sending; worked out once per name. */
export interface FieldName {
  /** Lower case (RFC 9113 section 8.2). */
  readonly text: string;
  readonly pseudo: boolean;
  /** A token by the grammar of RFC 9110 section 5.6.2, or a pseudo-header field's name. */
  readonly valid: boolean;
  /** Has no meaning in HTTP/2 and must not be sent (RFC 9113 section 8.2.2). */
  readonly connectionSpecific: boolean;
  /** May stand only once in a list. */
  readonly single: boolean;
  /** Whether its values are secrets, which no one on the way may keep in a compression table (RFC 7541 section 7.1.3). */
  readonly secret: boolean;
  /** Whether its values repeat often enough to enter the compression table. */
  readonly indexed: boolean;
  /** The first entry of HPACK's static table that has this name, or 0. */
  readonly staticIndex: number;
  /** Those entries' values, by value. */
  readonly staticValues: ReadonlyMap<string, number> | null;
  /** The value that last passed validation: most values are the ones seen before. */
  soundValue: string | null;
}

const CONNECTION_SPECIFIC = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** Fields whose values are ever new, or secret by nature: they would only push others out of the table. */
const NOT_INDEXED = new Set(
  'age authorization content-length content-range etag expires if-match if-modified-since if-none-match if-range last-modified location proxy-authorization set-cookie grpc-timeout grpc-message grpc-status-details-bin grpc-trace-bin traceparent'.split(
    ' ',
  ),
);

/** Fields that `node:http2` lets stand only once. */
const SINGLE = new Set(
  `:status :method :authority :scheme :path :protocol access-control-allow-credentials access-control-max-age
access-control-request-method age authorization content-encoding content-language content-length content-location
content-md5 content-range content-type date dnt etag expires from host if-match if-modified-since if-none-match if-range
if-unmodified-since last-modified location max-forwards proxy-authorization range referer retry-after tk
upgrade-insecure-requests user-agent x-content-type-options`.split(/\s+/),
);

const PSEUDO = /^:(?:method|scheme|authority|path|status|protocol)$/;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;

/** A program uses few names; whoever makes up ever new ones must not fill memory with them. */
const CACHE_LIMIT = 512;
const cache = new Map<string, FieldName>();

export function fieldName(name: string): FieldName {
  return cache.get(name) ?? learn(name);
}

function learn(name: string): FieldName {
  const text = name.toLowerCase();
  const known = text === name ? undefined : cache.get(text);
  const result = known ?? describe(text, cache.size < CACHE_LIMIT);
  if (cache.size < CACHE_LIMIT) {
    cache.set(text, result);
    cache.set(name, result);
  }
  return result;
}

function describe(text: string, cached: boolean): FieldName {
  let staticIndex = 0;
  let staticValues: Map<string, number> | null = null;
  for (let index = 1; index < staticTable.length; index++) {
    const entry = staticTable[index]!;
    if (entry.name !== text) continue;
    if (staticIndex === 0) staticIndex = index;
    staticValues ??= new Map();
    if (!staticValues.has(entry.value)) staticValues.set(entry.value, index);
  }
  return {
    text,
    pseudo: text.startsWith(':'),
    valid: TOKEN.test(text) || PSEUDO.test(text),
    connectionSpecific: CONNECTION_SPECIFIC.has(text),
    single: SINGLE.has(text),
    secret: text === 'authorization' || text === 'cookie',
    // The encoder's table is keyed by the object, so an object of one use is of no use to it.
    indexed: cached && !NOT_INDEXED.has(text),
    staticIndex,
    staticValues,
    soundValue: null,
  };
}

export function isSingleValued(name: string): boolean {
  return SINGLE.has(name);
}
