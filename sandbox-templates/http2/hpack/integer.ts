import { CompressionError } from './compression-error.ts';

/**
 * The largest integer accepted: string lengths and indexes beyond it mean nothing here, and refusing them early keeps
 * the arithmetic exact (RFC 7541 section 5.1: "integers that exceed implementation limits … MUST be treated as
 * decoding errors").
 */
const MAX_INTEGER = 2 ** 28;

/** Writes `value` with a prefix of `prefixBits` bits below `flags` (RFC 7541 section 5.1); returns the next position. */
export function writeInteger(
  buffer: Uint8Array,
  position: number,
  flags: number,
  prefixBits: number,
  value: number,
): number {
  const limit = (1 << prefixBits) - 1;
  if (value < limit) {
    buffer[position] = flags | value;
    return position + 1;
  }
  buffer[position++] = flags | limit;
  value -= limit;
  while (value >= 128) {
    buffer[position++] = (value & 0x7f) | 0x80;
    value >>>= 7;
  }
  buffer[position] = value;
  return position + 1;
}

/** Reads what follows a prefix that was all ones. Moves `cursor.position`. */
export function readIntegerRest(buffer: Uint8Array, cursor: { position: number; end: number }, limit: number): number {
  let value = limit;
  for (let scale = 1; ; scale *= 128) {
    if (cursor.position >= cursor.end) throw new CompressionError('a header block ends inside an integer');
    const octet = buffer[cursor.position++]!;
    value += (octet & 0x7f) * scale;
    if (value > MAX_INTEGER || scale > MAX_INTEGER)
      throw new CompressionError('an integer in a header block is too large');
    if (octet < 128) return value;
  }
}
