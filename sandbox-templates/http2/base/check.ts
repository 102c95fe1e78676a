import { Buffer } from 'node:buffer';
import { nodeError } from './errors.ts';

// Checks of arguments, with the errors that Node gives.

export function checkFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') throw nodeError('ERR_INVALID_ARG_TYPE', name, 'of type function', value);
}

export function checkObject(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null)
    throw nodeError('ERR_INVALID_ARG_TYPE', name, 'of type object', value);
}

export function checkNumber(value: unknown, name: string): void {
  if (typeof value !== 'number') throw nodeError('ERR_INVALID_ARG_TYPE', name, 'of type number', value);
}

export function checkBoolean(value: unknown, name: string): void {
  if (typeof value !== 'boolean') throw nodeError('ERR_INVALID_ARG_TYPE', name, 'of type boolean', value);
}

export function checkSignal(value: unknown, name: string): void {
  if (typeof value !== 'object' || value === null || !('aborted' in value))
    throw nodeError('ERR_INVALID_ARG_TYPE', name, 'an instance of AbortSignal', value);
}

export function checkInteger(value: unknown, name: string, min: number, max: number): void {
  checkNumber(value, name);
  if (!Number.isInteger(value)) throw nodeError('ERR_OUT_OF_RANGE', name, 'an integer', value);
  if ((value as number) < min || (value as number) > max)
    throw nodeError('ERR_OUT_OF_RANGE', name, `>= ${min} && <= ${max}`, value);
}

/** A copy of the octets of a view of whatever kind. */
export function octetsOf(value: unknown, name: string): Buffer {
  if (!ArrayBuffer.isView(value))
    throw nodeError('ERR_INVALID_ARG_TYPE', name, 'an instance of Buffer, TypedArray, or DataView', value);
  return Buffer.from(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) as ArrayBuffer);
}

/** Milliseconds for a timer. */
export function checkTimeout(milliseconds: unknown, callback: unknown): void {
  checkNumber(milliseconds, 'msecs');
  if (!((milliseconds as number) >= 0 && Number.isFinite(milliseconds))) {
    throw nodeError('ERR_OUT_OF_RANGE', 'msecs', 'a non-negative finite number', milliseconds);
  }
  if (callback !== undefined) checkFunction(callback, 'callback');
}

/** A copy of the eight octets that a PING is to carry; zeros where none are given. */
export function pingPayload(payload: Uint8Array | undefined): Buffer {
  if (payload === undefined) return Buffer.alloc(8);
  const octets = octetsOf(payload, 'payload');
  if (octets.length !== 8) throw nodeError('ERR_HTTP2_PING_LENGTH');
  return octets;
}

export function checkString(value: unknown, name: string): void {
  if (typeof value !== 'string') throw nodeError('ERR_INVALID_ARG_TYPE', name, 'of type string', value);
}
