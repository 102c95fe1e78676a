import { nodeError } from '../base/errors.ts';
import { warnOfValue } from '../base/warnings.ts';
import { fieldName } from '../hpack/field-name.ts';
import type { FieldName } from '../hpack/field-name.ts';
import type { OutgoingField } from '../hpack/encoder.ts';

/** In a headers object: the names of fields that no one may compress (RFC 7541 section 7.1.3). */
export const sensitiveHeaders: unique symbol = Symbol('sensitiveHeaders');

export type HeaderValue = string | number | readonly string[] | undefined | null;
export interface OutgoingHeaders {
  [name: string]: HeaderValue;
  [sensitiveHeaders]?: string[];
}
/** A headers object, or names and values in turn. */
export type HeadersInput = OutgoingHeaders | readonly HeaderValue[];

export type MessageKind = 'request' | 'response' | 'trailers';

/** Octets that a field value may not hold (RFC 9110 section 5.5), and whatever is not an octet. */
const INVALID_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
/** A pseudo-header field may not hold white space either: a method, a path and an authority have none. */
const INVALID_PSEUDO_VALUE = /[^\x21-\x7e\x80-\xff]/;

function checkName(name: FieldName, text: string, kind: MessageKind): void {
  if (name.pseudo) {
    const allowed = kind === 'request' ? name.valid : kind === 'response' && text === ':status';
    if (!allowed) throw nodeError('ERR_HTTP2_INVALID_PSEUDOHEADER', text);
  } else if (!name.valid) {
    throw nodeError('ERR_INVALID_HTTP_TOKEN', text);
  } else if (name.connectionSpecific) {
    throw nodeError('ERR_HTTP2_INVALID_CONNECTION_HEADERS', text);
  }
}

/** Cookies shorter than this are guessed more easily than sent (RFC 7541 section 7.1.3). */
const SHORT_COOKIE = 20;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** White space at an end is no part of a value (RFC 9110 section 5.5), and makes the message malformed (RFC 9113 section 8.2.1). A pattern would look anew from each blank within. */
function trimmed(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (start < end && isBlank(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

/** The value as it may be sent; null where it may not. */
function soundValue(name: FieldName, given: string): string | null {
  if (given === name.soundValue) return given;
  const value = trimmed(given);
  if ((name.pseudo ? INVALID_PSEUDO_VALUE : INVALID_VALUE).test(value)) return null;
  if (name.text === 'te' && value !== '' && value !== 'trailers')
    throw nodeError('ERR_HTTP2_INVALID_CONNECTION_HEADERS', 'te');
  name.soundValue = value;
  return value;
}

/** A list of fields under construction: validated, and with the pseudo-header fields first (RFC 9113 section 8.3). */
export class FieldList {
  readonly fields: OutgoingField[] = [];
  /** What the program gave, as it was then: for `sentHeaders` and its kin. */
  given: HeadersInput | undefined;
  /** A pseudo-header field has a value that none may have: the message cannot be sent. */
  malformed = false;
  readonly #kind: MessageKind;
  readonly #sensitive: readonly string[];
  #pseudoCount = 0;

  constructor(kind: MessageKind, sensitive: readonly string[] | undefined | null) {
    this.#kind = kind;
    this.#sensitive = sensitive?.map((name) => name.toLowerCase()) ?? [];
  }

  /** Adds a field once for each of its values; undefined adds none. Throws what `node:http2` throws. */
  add(text: string, value: HeaderValue, strictSingle: boolean): void {
    if (value === undefined || text === '') return;
    const name = fieldName(text);
    checkName(name, text, this.#kind);
    if (strictSingle && name.single && this.#has(name)) throw nodeError('ERR_HTTP2_HEADER_SINGLE_VALUE', name.text);
    if (!Array.isArray(value)) {
      this.#push(name, typeof value === 'string' ? value : String(value));
      return;
    }
    if (strictSingle && name.single && value.length > 1) throw nodeError('ERR_HTTP2_HEADER_SINGLE_VALUE', name.text);
    for (const item of value as readonly unknown[]) this.#push(name, String(item));
  }

  /** The value of a pseudo-header field, if it is there. */
  pseudo(text: string): string | undefined {
    for (let i = 0; i < this.#pseudoCount; i++) if (this.fields[i]!.name.text === text) return this.fields[i]!.value;
    return undefined;
  }

  #has(name: FieldName): boolean {
    const fields = this.fields;
    for (let i = 0; i < fields.length; i++) if (fields[i]!.name === name) return true;
    return false;
  }

  #push(name: FieldName, given: string): void {
    const value = soundValue(name, given);
    if (value === null) {
      // Often the value is what a peer has said: it must not be able to end the program by it.
      if (name.pseudo) this.malformed = true;
      else {
        warnOfValue(name.text);
        return;
      }
    }
    const sent = value ?? given;
    const sensitive =
      (name.secret && (name.text !== 'cookie' || sent.length < SHORT_COOKIE)) ||
      (this.#sensitive.length > 0 && this.#sensitive.includes(name.text));
    const field = { name, value: sent, sensitive };
    if (!name.pseudo) {
      this.fields.push(field);
    } else if (this.#pseudoCount++ === this.fields.length) {
      this.fields.push(field);
    } else {
      this.fields.splice(this.#pseudoCount - 1, 0, field);
    }
  }
}

function isObject(headers: unknown): headers is HeadersInput {
  return typeof headers === 'object' && headers !== null;
}

/** Copies `headers` into a field list. */
export function fieldList(headers: HeadersInput | undefined, kind: MessageKind, strictSingle: boolean): FieldList {
  if (headers !== undefined && !isObject(headers))
    throw nodeError('ERR_INVALID_ARG_TYPE', 'headers', 'an instance of Array or Object', headers);
  const list = new FieldList(kind, (headers as OutgoingHeaders | undefined)?.[sensitiveHeaders]);
  if (Array.isArray(headers)) {
    for (let i = 0; i < headers.length; i += 2) list.add(String(headers[i]), headers[i + 1], strictSingle);
  } else if (headers !== undefined) {
    const object = headers as OutgoingHeaders;
    for (const name of Object.keys(object)) list.add(name, object[name], strictSingle);
  }
  return list;
}

/** What `sentHeaders` and its kin show: the values as the program gave them, and the fields that were added to them. */
export function headersObject(
  given: HeadersInput | undefined | null,
  fields: readonly OutgoingField[],
): OutgoingHeaders {
  const object = Object.create(null) as OutgoingHeaders;
  if (Array.isArray(given)) {
    for (let i = 0; i < given.length; i += 2) {
      const name = String(given[i]);
      const known = object[name];
      object[name] = known === undefined ? given[i + 1] : [known, given[i + 1]].flat().map(String);
    }
    const sensitive = (given as unknown as OutgoingHeaders)[sensitiveHeaders];
    if (sensitive !== undefined) object[sensitiveHeaders] = sensitive;
  } else {
    Object.assign(object, given);
  }
  for (const { name, value } of fields) {
    if (name.text === ':status' && (!Array.isArray(given) || object[':status'] === undefined))
      object[':status'] = Number(value);
    else if (object[name.text] === undefined && !isGiven(object, name.text)) object[name.text] = value;
  }
  return object;
}

function isGiven(object: OutgoingHeaders, text: string): boolean {
  for (const name of Object.keys(object)) if (name.toLowerCase() === text) return true;
  return false;
}
