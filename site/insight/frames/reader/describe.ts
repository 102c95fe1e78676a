import { C1, unpack } from 'msgpackr';
import { Flag } from '../../../../sandbox-templates/http2/base/protocol.ts';
import { errorCode, settingName, Type } from './protocol.ts';
import type { Frame, Recording } from './recording.ts';

/** A gRPC message (gRPC over HTTP/2: Length-Prefixed-Message): a flag, the length in four octets, and the message. */
export interface GrpcMessage {
  readonly compressed: boolean;
  /** Octets of the message, without its prefix. */
  readonly length: number;
  /** As `written` has it, where it is MessagePack; null where it is not, or the recording does not have it whole. */
  readonly value: string | null;
}

const prefixLength = 5;
/** Of a long body, messages are read up to here. */
const mostRead = 1024 * 1024; // octets

/** What a frame carries, in one line: numbers and names of the protocol, which need no translation. */
export function summary(recording: Recording, frame: Frame): string {
  const payload = recording.payload(frame);
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const has = (octets: number) => payload.length >= octets;
  switch (frame.type) {
    case Type.PREFACE:
      return 'PRI * HTTP/2.0';
    case Type.HEADERS:
    case Type.CONTINUATION:
    case Type.PUSH_PROMISE:
      return telling(frame);
    case Type.DATA:
      return body(recording, frame);
    case Type.SETTINGS:
      return settingsOf(view)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ');
    case Type.RST_STREAM:
      return has(4) ? errorCode(view.getUint32(0)) : '';
    case Type.GOAWAY:
      return has(8) ? `${errorCode(view.getUint32(4))} last=${view.getUint32(0) & 0x7fff_ffff}` : '';
    case Type.WINDOW_UPDATE:
      return has(4) ? `+${view.getUint32(0) & 0x7fff_ffff}` : '';
    case Type.PING:
      return hexOf(payload.subarray(0, 8));
    default:
      return '';
  }
}

/** The fields that say what a block is: a request's path, a response's status, a call's. */
function telling({ fields }: Frame): string {
  const parts = (fields ?? [])
    .filter(({ name }) => name === ':path' || name === ':status' || name === 'grpc-status' || name === 'grpc-message')
    .map(({ name, value }) => (name === ':path' ? value : `${name} ${value}`));
  return parts.join(' ');
}

function body(recording: Recording, frame: Frame): string {
  const payload = unpadded(recording.payload(frame), frame.flags);
  // Most messages are a frame each; of others the details tell.
  const message = messagesIn(payload)[0];
  return message && message.length + prefixLength === payload.length && message.value !== null ? message.value : '';
}

/** @returns names and values, in order. */
export function settingsOf(payload: DataView): [string, number][] {
  const entries: [string, number][] = [];
  for (let at = 0; at + 6 <= payload.byteLength; at += 6)
    entries.push([settingName(payload.getUint16(at)), payload.getUint32(at + 2)]);
  return entries;
}

/** The messages of a DATA frame's whole stream in its direction, whatever frames they came in. */
export const messagesOfStream = (recording: Recording, { connection, stream, sent }: Frame): GrpcMessage[] =>
  messagesOfFrames(
    recording,
    recording.frames.filter(
      (frame) => frame.stream === stream && frame.connection === connection && frame.sent === sent,
    ),
  );

/** The messages of one stream's frames in one direction. */
export function messagesOfFrames(recording: Recording, frames: readonly Frame[]): GrpcMessage[] {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const frame of frames) {
    if (frame.type !== Type.DATA || length > mostRead) continue;
    const part = unpadded(recording.payload(frame), frame.flags);
    parts.push(part);
    length += part.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return messagesIn(whole);
}

function messagesIn(octets: Uint8Array): GrpcMessage[] {
  const messages: GrpcMessage[] = [];
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  for (let at = 0; at + prefixLength <= octets.length; ) {
    const compressed = octets[at] !== 0;
    const length = view.getUint32(at + 1);
    const start = at + prefixLength;
    const isWhole = start + length <= octets.length;
    const value = isWhole && !compressed ? messagePack(octets.subarray(start, start + length)) : null;
    messages.push({ compressed, length, value });
    at = start + length;
  }
  return messages;
}

function messagePack(octets: Uint8Array): string | null {
  if (octets.length === 0) return null;
  try {
    return written(unpack(octets));
  } catch {
    return null; // a message need not be MessagePack
  }
}

/** As JSON; what that cannot tell is written as what it is: an integer of 64 bits, a number that is none, octets in hex. */
function written(value: unknown): string {
  if (value === C1) throw new TypeError('0xc1 stands for nothing.');
  if (typeof value === 'string' || value === null || value instanceof Date) return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `<${hexOf(value)}>`;
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}:${written(part)}`)
    .join(',')}}`;
}

function unpadded(payload: Uint8Array, flags: number): Uint8Array {
  if (!(flags & Flag.PADDED) || payload.length === 0) return payload;
  return payload.subarray(1, Math.max(1, payload.length - payload[0]!));
}

const hexOf = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(' ');

/** Lines of sixteen octets: where they begin, in hex, and as text where they are text. */
export function hexLines(octets: Uint8Array, most = 4096): string[] {
  const lines: string[] = [];
  for (let start = 0; start < Math.min(octets.length, most); start += 16) {
    const part = octets.subarray(start, Math.min(start + 16, most));
    const text = Array.from(part, (octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.'));
    lines.push(`${start.toString(16).padStart(4, '0')}  ${hexOf(part).padEnd(47)}  ${text.join('')}`);
  }
  return lines;
}
