import { Buffer } from 'node:buffer';

/**
 * Code lengths in bits, by octet, with the end-of-string symbol last (RFC 7541 appendix B). The code is canonical,
 * shorter codes first and equal lengths in the order of their symbols, so the lengths are all there is to write down.
 */
const CODE_LENGTHS = `
13 23 28 28 28 28 28 28 28 24 30 28 28 30 28 28 28 28 28 28 28 28 30 28 28 28 28 28 28 28 28 28
6 10 10 12 13 6 8 11 10 10 8 11 8 6 6 6 5 5 5 6 6 6 6 6 6 6 7 8 15 6 12 10
13 6 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 8 7 8 13 19 13 14 6
15 5 6 5 6 5 6 6 6 5 7 7 6 6 6 5 6 7 6 5 5 6 7 7 7 7 7 15 11 14 13 28
20 22 20 20 22 22 22 23 22 23 23 23 23 23 24 23 24 24 22 23 24 23 23 23 23 21 22 23 22 23 23 24
22 21 20 22 22 23 23 21 23 22 22 24 21 22 23 23 21 21 22 21 23 22 23 23 20 22 22 22 23 22 22 23
26 26 20 19 22 23 22 25 26 26 26 27 27 26 24 25 19 21 26 27 27 26 27 24 21 21 26 26 28 27 27 27
20 24 20 21 22 21 21 23 22 22 25 25 24 24 26 23 26 27 26 26 27 27 27 27 27 28 27 27 27 27 27 26
30`;

const END_OF_STRING = 256;
const lengths = Uint8Array.from(CODE_LENGTHS.trim().split(/\s+/), Number);
const codes = canonicalCodes(lengths);

function canonicalCodes(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length);
  const symbols = Array.from(lengths.keys()).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  let code = 0;
  let length = 0;
  for (const symbol of symbols) {
    code <<= lengths[symbol]! - length;
    length = lengths[symbol]!;
    codes[symbol] = code;
    code += 1;
  }
  return codes;
}

// Decoding walks the code tree four bits a step. A state is an inner node of the tree; a transition holds the next
// state, and the octet it completes where it completes one (no code is shorter than five bits, so at most one).
const EMITS = 0x8000;
const FAILS = 0xffff_ffff;
let transitions: Uint32Array | undefined;
/** States in which a string may end: within the first seven bits of the end-of-string code, all ones (section 5.2). */
let accepting: Uint8Array | undefined;

function buildDecoder(): void {
  const children: Array<[number, number]> = [[0, 0]];
  const leaves = new Map<number, number>();
  for (let symbol = 0; symbol < codes.length; symbol++) {
    let node = 0;
    for (let bit = lengths[symbol]! - 1; bit >= 0; bit--) {
      const side = (codes[symbol]! >>> bit) & 1;
      let next = children[node]![side]!;
      if (next === 0) {
        next = children.length;
        children.push([0, 0]);
        children[node]![side] = next;
      }
      node = next;
    }
    leaves.set(node, symbol);
  }
  transitions = new Uint32Array(children.length * 16);
  accepting = new Uint8Array(children.length);
  for (let node = 0, depth = 0; depth < 8; node = children[node]![1]!, depth++) accepting[node] = 1;
  for (let state = 0; state < children.length; state++) {
    if (leaves.has(state)) continue;
    for (let nibble = 0; nibble < 16; nibble++) {
      let node = state;
      let emitted = 0;
      for (let bit = 3; bit >= 0; bit--) {
        node = children[node]![(nibble >>> bit) & 1]!;
        const symbol = leaves.get(node);
        if (symbol === undefined) continue;
        if (symbol === END_OF_STRING) {
          emitted = FAILS;
          break;
        }
        emitted = EMITS | (symbol << 16);
        node = 0;
      }
      transitions[state * 16 + nibble] = emitted === FAILS ? FAILS : (emitted | node) >>> 0;
    }
  }
}

let scratch = Buffer.allocUnsafeSlow(256);

/** The string in `buffer[start, end)`, or null where it holds the end-of-string code or ends in wrong padding. */
export function huffmanDecode(buffer: Uint8Array, start: number, end: number): string | null {
  if (transitions === undefined) buildDecoder();
  const table = transitions!;
  // The shortest code has five bits: eight octets of input yield at most 13 of output.
  const bound = Math.ceil(((end - start) * 8) / 5);
  if (bound > scratch.length) scratch = Buffer.allocUnsafeSlow(bound);
  let state = 0;
  let length = 0;
  for (let i = start; i < end; i++) {
    const octet = buffer[i]!;
    let step = table[(state << 4) | (octet >>> 4)]!;
    if (step === FAILS) return null;
    if ((step & EMITS) !== 0) scratch[length++] = step >>> 16;
    state = step & 0x7fff;
    step = table[(state << 4) | (octet & 15)]!;
    if (step === FAILS) return null;
    if ((step & EMITS) !== 0) scratch[length++] = step >>> 16;
    state = step & 0x7fff;
  }
  if (accepting![state] === 0) return null;
  const text = scratch.toString('latin1', 0, length);
  // One long string must not leave its buffer behind for good.
  if (scratch.length > 65_536) scratch = Buffer.allocUnsafeSlow(256);
  return text;
}

/** How many octets `text` (Latin-1) takes when Huffman coded. */
export function huffmanLength(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits += lengths[text.charCodeAt(i) & 0xff]!;
  return (bits + 7) >>> 3;
}

/** Writes `text` (Latin-1) at `position`; returns the position after it. The room must be there. */
export function huffmanEncode(text: string, buffer: Uint8Array, position: number): number {
  let pending = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const symbol = text.charCodeAt(i) & 0xff;
    let left = lengths[symbol]!;
    const code = codes[symbol]!;
    // A code has up to 30 bits and up to 7 are pending: more than a 32-bit shift holds, so octet by octet.
    while (left > 0) {
      const take = Math.min(left, 8 - bits);
      pending = (pending << take) | ((code >>> (left - take)) & ((1 << take) - 1));
      bits += take;
      left -= take;
      if (bits === 8) {
        buffer[position++] = pending;
        pending = 0;
        bits = 0;
      }
    }
  }
  if (bits > 0) buffer[position++] = (pending << (8 - bits)) | (0xff >>> bits);
  return position;
}
