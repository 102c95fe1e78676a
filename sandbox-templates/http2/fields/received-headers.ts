import { isSingleValued } from '../hpack/field-name.ts';
import type { HeaderField } from '../hpack/header-field.ts';
import { sensitiveHeaders } from './outgoing-headers.ts';

/** The headers of a message as programs see them: by lower-case name, `:status` as a number. */
export interface IncomingHeaders {
  [name: string]: any;
  [sensitiveHeaders]: string[];
}

/** An object that inherits nothing. Unlike `Object.create(null)` it keeps a hidden class, and so is faster to fill and read. */
const bareObject = (): object => Object.setPrototypeOf({}, null) as object;

export type ReceivedKind = 'request' | 'response' | 'trailers';

/** A message's field section, read and found sound. */
export interface ReceivedHeaders {
  headers: IncomingHeaders;
  /** Names and values in turn, as they came. */
  raw: string[];
  /** Of a response; else 0. */
  status: number;
  /** What content-length says, or -1. */
  contentLength: number;
}

const Pseudo = { METHOD: 1, SCHEME: 2, PATH: 4, AUTHORITY: 8, STATUS: 16, PROTOCOL: 32 } as const;

function pseudoBit(name: string): number {
  switch (name) {
    case ':method':
      return Pseudo.METHOD;
    case ':scheme':
      return Pseudo.SCHEME;
    case ':path':
      return Pseudo.PATH;
    case ':authority':
      return Pseudo.AUTHORITY;
    case ':status':
      return Pseudo.STATUS;
    case ':protocol':
      return Pseudo.PROTOCOL;
    default:
      return 0;
  }
}

/** No upper case, no controls, no space, no colon but the first (RFC 9113 section 8.2.1). */
const NAME = /^:?[!-9;-@[-~]+$/;
/** No NUL, CR or LF anywhere, no white space at either end (ibid.). */
const VALUE = /^(?:[^\0\r\n\t ](?:[^\0\r\n]*[^\0\r\n\t ])?)?$/;
const PATH = /^[^\0-\x20\x7f]*$/;
const STATUS = /^[1-9]\d\d$/;
/** A token, as any method is (RFC 9110 section 9.1). */
const METHOD = /^[!#$%&'*+\-.^`|~\w]+$/;
const SCHEME = /^[A-Za-z][A-Za-z\d+\-.]*$/;
/** What RFC 3986 section 3.2 lets stand in a host and a port; no user, whom RFC 9113 section 8.3.1 keeps out. */
const AUTHORITY = /^[\w\-.~%!$&'()*+,;=:[\]]*$/;
/** Fields whose values a program, or whoever it passes them on to, builds lines and addresses of: they must be what they claim to be. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  [':method', METHOD],
  [':scheme', SCHEME],
  [':authority', AUTHORITY],
  [':status', STATUS],
  ['host', AUTHORITY],
]);
const CONNECTION_SPECIFIC = /^(?:connection|proxy-connection|keep-alive|transfer-encoding|upgrade)$/;

function isSound(field: HeaderField): boolean {
  if (field.verdict === 'unchecked') {
    const { name, value } = field;
    const sound =
      NAME.test(name) &&
      VALUE.test(value) &&
      FORMS.get(name)?.test(value) !== false &&
      !CONNECTION_SPECIFIC.test(name) &&
      // The one connection-specific field with a meaning here (section 8.2.2).
      (name !== 'te' || value === 'trailers');
    field.verdict = sound ? 'sound' : 'malformed';
  }
  return field.verdict === 'sound';
}

/** What a list of fields that recurs was found to say. */
interface Reading {
  kind: ReceivedKind;
  received: ReceivedHeaders;
}
const readings = new WeakMap<readonly HeaderField[], Reading>();

/** A message of its own for each program that asks: it may change what it is given. What recurs has no sensitive fields. */
function copyOf({ headers, raw, status, contentLength }: ReceivedHeaders): ReceivedHeaders {
  const copy = Object.assign(bareObject(), headers, { [sensitiveHeaders]: [] }) as IncomingHeaders;
  return { headers: copy, raw: raw.slice(), status, contentLength };
}

/**
 * Reads a decoded field section. Null where the message is malformed (RFC 9113 section 8.1.1). A CONNECT may name a
 * protocol where we have announced it, `extendedConnect` (RFC 8441).
 */
export function receiveHeaders(
  fields: readonly HeaderField[],
  kind: ReceivedKind,
  extendedConnect = false,
): ReceivedHeaders | null {
  const reading = readings.get(fields);
  if (reading?.kind === kind) return copyOf(reading.received);
  const received = read(fields, kind, extendedConnect);
  // The decoder freezes what recurs. An array among the values, as of set-cookie, would be the next message's, too.
  if (received !== null && Object.isFrozen(fields) && received.headers['set-cookie'] === undefined)
    readings.set(fields, { kind, received: { ...received, headers: { ...received.headers }, raw: [...received.raw] } });
  return received;
}

function read(fields: readonly HeaderField[], kind: ReceivedKind, extendedConnect: boolean): ReceivedHeaders | null {
  const headers = bareObject() as IncomingHeaders;
  headers[sensitiveHeaders] = [];
  const raw: string[] = new Array(fields.length * 2);
  let pseudos = 0;
  let regular = false;
  let contentLength = -1;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    if (!isSound(field)) return null;
    const { name, value } = field;
    raw[2 * i] = name;
    raw[2 * i + 1] = value;
    if (name.charCodeAt(0) === 0x3a) {
      const bit = pseudoBit(name);
      if (bit === 0 || (pseudos & bit) !== 0 || regular) return null;
      pseudos |= bit;
      headers[name] = bit === Pseudo.STATUS ? Number(value) : value;
      continue;
    }
    regular = true;
    if (name === 'content-length') {
      const length = /^\d{1,15}$/.test(value) ? Number(value) : -1;
      if (length < 0 || (contentLength >= 0 && contentLength !== length)) return null;
      contentLength = length;
    }
    if (field.neverIndexed) headers[sensitiveHeaders].push(name);
    addField(headers, name, value);
  }
  const status = kind === 'response' ? checkStatus(headers, pseudos) : 0;
  const sound =
    kind === 'request'
      ? isRequest(headers, pseudos, extendedConnect)
      : kind === 'response'
        ? status > 0
        : pseudos === 0;
  return sound ? { headers, raw, status, contentLength } : null;
}

/** Joins fields of one name as Node does: cookies with "; " (section 8.2.3), set-cookie never, others with ", ". */
function addField(headers: IncomingHeaders, name: string, value: string): void {
  const known = headers[name];
  if (known === undefined) headers[name] = name === 'set-cookie' ? [value] : value;
  else if (name === 'cookie') headers[name] = `${known}; ${value}`;
  else if (name === 'set-cookie') known.push(value);
  else if (!isSingleValued(name)) headers[name] = `${known}, ${value}`;
}

function checkStatus(headers: IncomingHeaders, pseudos: number): number {
  if (pseudos !== Pseudo.STATUS) return 0;
  const status: number = headers[':status'];
  // 101 has no meaning in HTTP/2 (section 8.6).
  return status === 101 ? 0 : status;
}

function isRequest(headers: IncomingHeaders, pseudos: number, extendedConnect: boolean): boolean {
  if ((pseudos & Pseudo.STATUS) !== 0) return false;
  const method: string | undefined = headers[':method'];
  if ((pseudos & Pseudo.PROTOCOL) !== 0) {
    if (!extendedConnect || method !== 'CONNECT' || (pseudos & Pseudo.AUTHORITY) === 0) return false;
  } else if (method === 'CONNECT')
    return pseudos === (Pseudo.METHOD | Pseudo.AUTHORITY) && headers[':authority'] !== '';
  const required = Pseudo.METHOD | Pseudo.SCHEME | Pseudo.PATH;
  if ((pseudos & required) !== required) return false;
  const path: string = headers[':path'];
  // No octet that RFC 3986 keeps out of a path: controls and the space.
  if (!PATH.test(path)) return false;
  const scheme: string = headers[':scheme'];
  if (scheme !== 'http' && scheme !== 'https') return true;
  // Section 8.3.1: never empty, and "*" for an OPTIONS request only.
  return path.startsWith('/') || (path === '*' && method === 'OPTIONS');
}
