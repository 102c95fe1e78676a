import { DumpError } from '../dump-error.ts';

const [quote, backslash, comma, colon, openBracket, closeBracket, openBrace, closeBrace, minus] = [...'"\\,:[]{}-'].map(
  (character) => character.charCodeAt(0),
) as [number, number, number, number, number, number, number, number, number];
/** Editors put it before UTF-8. */
const byteOrderMark: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Most of a file is in these, as numbers; they are read as they come. */
const numbers: ReadonlySet<string> = new Set(['nodes', 'edges']);
/** These are kept as text, and parsed when they are whole; all others are passed over. */
const texts: ReadonlySet<string> = new Set(['snapshot', 'strings']);

/** V8 writes some two thousand characters into it. */
const longestHead = 2 ** 20;

/** What takes a list's numbers. */
interface Numbers {
  push(value: number): void;
}

/**
 * Takes a V8 snapshot's JSON apart, piece by piece as it comes, without ever having it whole: such a file is larger than the longest string there can be,
 * and most of it is numbers.
 */
export class Sections {
  readonly #listOf: (key: string) => Numbers;
  readonly #texts = new Map<string, string[]>();
  readonly #decoder = new TextDecoder();
  #state: 'start' | 'key' | 'in-key' | 'colon' | 'value' | 'numbers' | 'other' | 'done' = 'start';
  #key = '';
  #list: Numbers | null = null;
  #number = -1;
  #depth = 0;
  #inString = false;
  /** Characters of the section that is kept now. */
  #kept = 0;
  #escaped = false;

  /** `listOf` says what takes the numbers of a section, as it begins. */
  constructor(listOf: (key: string) => Numbers) {
    this.#listOf = listOf;
  }

  /** @throws {DumpError} where it is no snapshot. */
  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length; ) {
      if (this.#state === 'numbers') i = this.#numbers(chunk, i);
      else if (this.#state === 'other') i = this.#other(chunk, i);
      else this.#between(chunk[i++]!);
    }
  }

  /** What was kept of a section, parsed; it is held here no more. @throws {DumpError} where it is not there or no JSON. */
  parse(key: string): unknown {
    const parts = this.#texts.get(key);
    // Other profiles are JSON as well: what says nothing of a snapshot is none.
    if (!parts) throw new DumpError(key === 'snapshot' ? 'foreign' : 'malformed', `no ${key}`);
    this.#texts.delete(key);
    try {
      return JSON.parse(parts.join(''));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new DumpError('malformed', `${key}: ${error.message}`);
    }
  }

  /** To be called after the last piece. @throws {DumpError} where the file ends too soon. */
  end(): void {
    if (this.#state === 'start') throw new DumpError('empty');
    if (this.#state !== 'done') throw new DumpError('truncated', this.#key && `in ${this.#key}`);
  }

  #between(byte: number): void {
    if (isSpace(byte) && this.#state !== 'in-key') return;
    switch (this.#state) {
      case 'start':
        if (byteOrderMark.has(byte)) return;
        if (byte !== openBrace) throw new DumpError('foreign');
        this.#state = 'key';
        return;
      case 'key':
        if (byte === comma) return;
        if (byte === closeBrace) this.#state = 'done';
        else if (byte === quote) [this.#state, this.#key] = ['in-key', ''];
        else throw new DumpError('malformed', 'between two sections');
        return;
      case 'in-key':
        if (byte === quote) this.#state = 'colon';
        else if (this.#key.length < 64) this.#key += String.fromCharCode(byte);
        else throw new DumpError('foreign');
        return;
      case 'colon':
        if (byte !== colon) throw new DumpError('malformed', `after ${this.#key}`);
        this.#state = 'value';
        return;
      case 'value':
        this.#begin(byte);
        return;
      default:
      // What follows the end is nobody's.
    }
  }

  #begin(byte: number): void {
    if (!numbers.has(this.#key)) {
      this.#state = 'other';
      [this.#depth, this.#inString, this.#escaped] = [0, false, false];
      if (texts.has(this.#key)) this.#texts.set(this.#key, []);
      this.#kept = 0;
      this.#other(Uint8Array.of(byte), 0);
      return;
    }
    if (byte !== openBracket) throw new DumpError('malformed', this.#key);
    this.#list = this.#listOf(this.#key);
    [this.#state, this.#number] = ['numbers', -1];
  }

  #numbers(chunk: Uint8Array, from: number): number {
    const list = this.#list!;
    let number = this.#number;
    let i = from;
    for (; i < chunk.length; i++) {
      const byte = chunk[i]!;
      const digit = byte - 48;
      if (digit >= 0 && digit <= 9) {
        number = number < 0 ? digit : number * 10 + digit;
        continue;
      }
      if (number >= 0) {
        list.push(number);
        number = -1;
      }
      if (byte === closeBracket) {
        this.#state = 'key';
        return i + 1;
      }
      if (byte !== comma && !isSpace(byte))
        throw new DumpError('malformed', byte === minus ? `a number below 0 in ${this.#key}` : this.#key);
    }
    this.#number = number;
    return i;
  }

  #other(chunk: Uint8Array, from: number): number {
    let i = from;
    let ended = false;
    for (; i < chunk.length && !ended; i++) {
      const byte = chunk[i]!;
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
      } else if (byte === quote) this.#inString = true;
      else if (byte === openBracket || byte === openBrace) this.#depth++;
      else if (byte === closeBracket || byte === closeBrace) {
        // A bare number ends with what it stands in.
        if (this.#depth === 0) {
          this.#state = 'key';
          return this.#keep(chunk, from, i);
        }
        if (--this.#depth === 0) ended = true;
      } else if (byte === comma && this.#depth === 0) ended = true;
    }
    if (ended) this.#state = 'key';
    return this.#keep(chunk, from, i);
  }

  /** A character may come in two pieces. */
  #keep(chunk: Uint8Array, from: number, to: number): number {
    const parts = this.#texts.get(this.#key);
    if (!parts) return to;
    parts.push(this.#decoder.decode(chunk.subarray(from, to), { stream: true }));
    this.#kept += to - from;
    if (this.#key === 'snapshot' && this.#kept > longestHead) throw new DumpError('malformed', this.#key);
    return to;
  }
}
