import { Buffer } from 'node:buffer';
import { FRAME_HEADER_LENGTH } from '../base/protocol.ts';

/** How frames are padded, so that their length says less of what is in them: not at all, to a multiple of eight octets, or as far as may be. */
export const Padding = { NONE: 0, ALIGNED: 1, MAX: 2 } as const;

/** The octet that counts the others, and as many as it can count (RFC 9113 section 6.1). */
const MAX_PADDING = 256;

/** Octets to add to a payload of `length` octets, the one that counts them included; 0 for none. No more than `room`. */
function paddingFor(strategy: number, length: number, room: number): number {
  if (strategy === Padding.MAX) return Math.max(0, Math.min(MAX_PADDING, room));
  if (strategy !== Padding.ALIGNED) return 0;
  const short = (FRAME_HEADER_LENGTH + length) % 8;
  return short === 0 ? 0 : Math.max(0, Math.min(8 - short, room));
}

/** A payload with its padding around it; null where it gets none. */
export function padded(payload: Uint8Array, strategy: number, maxFrameSize: number): Buffer | null {
  const padding = paddingFor(strategy, payload.length, maxFrameSize - payload.length);
  if (padding === 0) return null;
  const whole = Buffer.alloc(payload.length + padding);
  whole[0] = padding - 1;
  whole.set(payload, 1);
  return whole;
}
