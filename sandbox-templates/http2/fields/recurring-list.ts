import { sensitiveHeaders } from './outgoing-headers.ts';
import type { FieldList, HeadersInput, OutgoingHeaders } from './outgoing-headers.ts';

/** The list that was made last, and of what: calls that are alike ask for the same again and again. */
export class RecurringList {
  #list: FieldList | null = null;
  #names: string[] = [];
  #values: unknown[] = [];
  #date = '';

  /** The same list for the same headers, frozen; `date` is what is added to them. */
  find(headers: HeadersInput | undefined, date = ''): FieldList | null {
    const list = this.#list;
    if (list === null || date !== this.#date || !isSimple(headers)) return null;
    const names = this.#names;
    let count = 0;
    for (const name in headers) {
      if (name !== names[count] || headers[name] !== this.#values[count]) return null;
      count++;
    }
    if (count !== names.length) return null;
    Object.freeze(list.fields);
    return list;
  }

  /** What was made of the headers is complete. */
  keep(headers: HeadersInput | undefined, list: FieldList, date = ''): FieldList {
    this.#list = null;
    list.given = copyOf(headers);
    if (!isSimple(headers)) return list;
    const names = Object.keys(headers);
    const values = names.map((name) => headers[name]);
    // An array is the same though its values have changed. And what no one may compress is not for us to keep, either.
    if (values.some((value) => typeof value === 'object') || list.fields.some(({ sensitive }) => sensitive))
      return list;
    this.#list = list;
    this.#names = names;
    this.#values = values;
    this.#date = date;
    return list;
  }
}

/** The program may go on to use what it gave for the next message. */
function copyOf(headers: HeadersInput | undefined): HeadersInput | undefined {
  return Array.isArray(headers)
    ? Object.assign(headers.slice(), { [sensitiveHeaders]: (headers as unknown as OutgoingHeaders)[sensitiveHeaders] })
    : headers && { ...(headers as OutgoingHeaders) };
}

function isSimple(headers: HeadersInput | undefined): headers is OutgoingHeaders {
  // What a program gives may be anything, such as null: `fieldList` says so.
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return false;
  // One that inherits names would show them as its own.
  const prototype: unknown = Object.getPrototypeOf(headers);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return (headers as OutgoingHeaders)[sensitiveHeaders] === undefined;
}
