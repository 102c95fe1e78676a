import { Buffer } from 'node:buffer';
import { checkString } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import { extraError } from './errors.ts';
import { Flag, FrameType } from '../base/protocol.ts';
import { originSetOf } from '../node/origin-set.ts';
import type { SessionState } from '../node/session-state.ts';

// Where else a server can be reached, and what else it answers for: ALTSVC (RFC 7838 section 4) and ORIGIN (RFC 8336).

/** Node's limit for both frames: the smallest frame a peer must take, less the lengths in it. */
const MAX_LENGTH = 16_382;
/** Octets of a field value (RFC 9110 section 5.6.4), without the backslash that would quote one. */
const ALT_VALUE = /^[\t\x20-\x5b\x5d-\x7e\x80-\xff]*$/;

type Origin = string | URL | { origin: string };

/** Tells the client of an alternative service: for an origin, or for the stream of that number. */
export function altsvc(session: SessionState, alt: string, originOrStream?: Origin | number): void {
  let streamId = 0;
  let origin = '';
  if (typeof originOrStream === 'string') {
    origin = new URL(originOrStream).origin;
    if (origin === 'null') throw extraError('ERR_HTTP2_ALTSVC_INVALID_ORIGIN');
  } else if (typeof originOrStream === 'number') {
    if (originOrStream >>> 0 !== originOrStream || originOrStream === 0)
      throw nodeError('ERR_OUT_OF_RANGE', 'originOrStream', `> 0 && < ${2 ** 32}`, originOrStream);
    streamId = originOrStream;
  } else if (originOrStream !== undefined) {
    const given: unknown = (originOrStream as { origin?: unknown } | null)?.origin;
    if (typeof given !== 'string')
      throw nodeError(
        'ERR_INVALID_ARG_TYPE',
        'originOrStream',
        'one of type string, number, or object or an instance of URL',
        originOrStream,
      );
    if (given === 'null' || given === '') throw extraError('ERR_HTTP2_ALTSVC_INVALID_ORIGIN');
    origin = given;
  }
  checkString(alt, 'alt');
  if (!ALT_VALUE.test(alt)) throw extraError('ERR_INVALID_CHAR', undefined, 'alt');
  if (alt.length + origin.length > MAX_LENGTH) throw extraError('ERR_HTTP2_ALTSVC_LENGTH');
  const connection = session._connection;
  if (streamId !== 0) {
    const stream = connection.streams.get(streamId);
    if (stream?._open !== true) return;
    // Its end must not go in DATA ahead of this.
    stream._lastDataGeneration = -1;
  }
  const head = Buffer.alloc(2);
  head.writeUInt16BE(origin.length);
  send(session, FrameType.ALTSVC, streamId, [head, Buffer.from(origin + alt, 'latin1')]);
}

/** Tells the client for which origins this connection may be used besides its own. */
export function origin(session: SessionState, origins: readonly Origin[]): void {
  if (origins.length === 0) return;
  const parts: Buffer[] = [];
  let length = 0;
  for (const one of origins) {
    const text: unknown = typeof one === 'string' ? new URL(one).origin : (one as { origin?: unknown } | null)?.origin;
    checkString(text, 'origin');
    if (text === 'null') throw extraError('ERR_HTTP2_INVALID_ORIGIN');
    const octets = Buffer.from(text as string, 'latin1');
    const head = Buffer.alloc(2);
    head.writeUInt16BE(octets.length & 0xffff);
    parts.push(head, octets);
    length += octets.length;
  }
  if (length > MAX_LENGTH) throw extraError('ERR_HTTP2_ORIGIN_LENGTH');
  send(session, FrameType.ORIGIN, 0, parts);
}

function send(session: SessionState, type: number, streamId: number, parts: readonly Buffer[]): void {
  const payload = Buffer.concat(parts);
  const connection = session._connection;
  session._whenConnected(() => {
    connection.writer.header(type, Flag.NONE, streamId, payload.length);
    connection.writer.bytes(payload);
    connection.flushSoon();
  });
}

/** Reads an ALTSVC or ORIGIN frame that a server has sent. What does not hold together is ignored, as both RFCs have it. */
export function extensionFrame(session: SessionState, type: number, streamId: number, payload: Buffer): void {
  if (type === FrameType.ALTSVC) readAltsvc(session, streamId, payload);
  else if (type === FrameType.ORIGIN && streamId === 0 && session.encrypted === true) readOrigins(session, payload);
}

function readAltsvc(session: SessionState, streamId: number, payload: Buffer): void {
  if (payload.length < 2) return;
  const end = 2 + payload.readUInt16BE(0);
  const forStream = streamId !== 0;
  if (end > payload.length || forStream !== (end === 2)) return;
  session._touch();
  session.emit('altsvc', payload.toString('latin1', end), payload.toString('latin1', 2, end), streamId);
}

function readOrigins(session: SessionState, payload: Buffer): void {
  const origins: string[] = [];
  let at = 0;
  while (at + 2 <= payload.length) {
    const end = at + 2 + payload.readUInt16BE(at);
    if (end > payload.length) return;
    origins.push(payload.toString('latin1', at + 2, end));
    at = end;
  }
  session._touch();
  const known = originSetOf(session);
  for (const one of origins) {
    if (known.size >= session._maxOriginSetSize) {
      session.destroy(extraError('ERR_HTTP2_TOO_MANY_ORIGINS', session._maxOriginSetSize));
      return;
    }
    known.add(one);
  }
  session.emit('origin', origins);
}
