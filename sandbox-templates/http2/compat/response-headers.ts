import { checkString } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import { extraError } from '../extensions/errors.ts';
import { sensitiveHeaders } from '../fields/outgoing-headers.ts';
import type { OutgoingHeaders } from '../fields/outgoing-headers.ts';
import { fieldName } from '../hpack/field-name.ts';

type Value = string | number | readonly string[];

/** The name as it is sent. Throws for one that no program may set; null for one that HTTP/2 has no use for. */
function sound(given: unknown, value: unknown): string | null {
  checkString(given, 'name');
  const text = (given as string).trim().toLowerCase();
  if (text === '' || text.includes(' ')) throw nodeError('ERR_INVALID_HTTP_TOKEN', given as string);
  if (text.startsWith(':')) throw extraError('ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED');
  if (value === undefined || value === null) throw extraError('ERR_HTTP2_INVALID_HEADER_VALUE', value, given as string);
  const name = fieldName(text);
  if (!name.valid) throw nodeError('ERR_INVALID_HTTP_TOKEN', given as string);
  // Others of HTTP/1's are refused when they are to be sent, as Node has it.
  if (text !== 'connection') return text;
  process.emitWarning(
    'The provided connection header is not valid, the value will be dropped from the header and will never be in use.',
    'UnsupportedWarning',
  );
  return null;
}

/** Fields that a response collects before they are sent. */
export class ResponseHeaders {
  readonly fields: OutgoingHeaders = Object.setPrototypeOf({}, null) as OutgoingHeaders;

  set(name: unknown, value: Value | undefined | null): void {
    if (typeof name === 'symbol') {
      this.fields[name as typeof sensitiveHeaders] = value as unknown as string[];
      return;
    }
    const text = sound(name, value);
    if (text !== null) this.fields[text] = value!;
  }

  append(name: unknown, value: Value): void {
    const text = sound(name, value);
    if (text === null) return;
    const known = this.fields[text];
    this.fields[text] =
      known === undefined || known === null ? value : [known, value].flat().map((item) => String(item));
  }

  /** Headers as `writeHead` takes them: an object, pairs, or names and values in turn. */
  setAll(headers: OutgoingHeaders | readonly unknown[]): void {
    if (!Array.isArray(headers)) {
      for (const name of Object.keys(headers)) this.set(name, (headers as OutgoingHeaders)[name]);
      const sensitive = (headers as OutgoingHeaders)[sensitiveHeaders];
      if (sensitive !== undefined) this.fields[sensitiveHeaders] = sensitive;
      return;
    }
    if (headers.length > 0 && !Array.isArray(headers[0]) && headers.length % 2 !== 0)
      throw extraError('ERR_INVALID_ARG_VALUE', 'headers', headers);
    const list = Array.isArray(headers[0]) ? headers.flat(1) : headers;
    // Given together, fields of one name stand beside each other; they replace what was set before.
    for (let i = 0; i < list.length; i += 2) this.remove(list[i]);
    for (let i = 0; i < list.length; i += 2) this.append(list[i], list[i + 1] as Value);
  }

  get(name: unknown): unknown {
    checkString(name, 'name');
    return this.fields[(name as string).trim().toLowerCase()];
  }

  has(name: unknown): boolean {
    checkString(name, 'name');
    return Object.hasOwn(this.fields, (name as string).trim().toLowerCase());
  }

  remove(name: unknown): void {
    checkString(name, 'name');
    delete this.fields[(name as string).trim().toLowerCase()];
  }
}
