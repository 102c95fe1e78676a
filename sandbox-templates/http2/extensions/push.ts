import { Buffer } from 'node:buffer';
import { checkFunction, checkObject } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import { extraError } from './errors.ts';
import { ErrorCode, Flag, FrameType, MAX_STREAM_ID } from '../base/protocol.ts';
import { fieldList, headersObject } from '../fields/outgoing-headers.ts';
import type { OutgoingHeaders } from '../fields/outgoing-headers.ts';
import type { ReceivedHeaders } from '../fields/received-headers.ts';
import { HpackEncoder } from '../hpack/encoder.ts';
import { ClientHttp2Stream } from '../node/client-stream.ts';
import { clientStream, serverStream } from '../node/diagnostics.ts';
import type { PushCallback, PushOptions } from '../node/extras.ts';
import type { SessionState } from '../node/session-state.ts';
import { ServerHttp2Stream } from '../node/server-stream.ts';
import { refusalCodes } from '../node/stream.ts';

const PROMISED_ID_LENGTH = 4;
const NOTHING: Record<string, never> = {};

/** Promises the client a response to a request that it has not made (RFC 9113 section 8.4), and hands over the stream for it. */
export function pushStream(
  parent: ServerHttp2Stream,
  headers: OutgoingHeaders,
  options: PushOptions | PushCallback<ServerHttp2Stream> | undefined,
  callback: PushCallback<ServerHttp2Stream> | undefined,
): void {
  if (!parent.pushAllowed) throw extraError('ERR_HTTP2_PUSH_DISABLED');
  if (parent._pushed) throw extraError('ERR_HTTP2_NESTED_PUSH');
  parent._touch();
  const done = typeof options === 'function' ? options : callback;
  const settings = typeof options === 'function' ? undefined : options;
  checkFunction(done, 'callback');
  if (settings !== undefined) checkObject(settings, 'options');
  if (headers !== undefined) checkObject(headers, 'headers');

  const session = parent.session!;
  const connection = parent._connection;
  const list = fieldList(headers, 'request', session._strictFields);
  const complete = (name: string, value: string | undefined) => {
    if (list.pseudo(name) === undefined && value !== undefined) list.add(name, value, false);
  };
  const request = parent._request;
  complete(':method', 'GET');
  if (!list.fields.some((field) => field.name.text === 'host'))
    complete(':authority', request[':authority'] ?? request.host);
  complete(':scheme', request[':scheme']);
  complete(':path', '/');

  const id = connection.nextId;
  const full = connection.openLocally >= connection.remoteSettings.maxConcurrentStreams;
  const bound = HpackEncoder.bound(list.fields);
  const refusal = list.malformed ? 'malformed' : connection.sender.refusal(list.fields, bound);
  if (id > MAX_STREAM_ID || full || refusal !== null) {
    const error =
      refusal === null
        ? nodeError('ERR_HTTP2_OUT_OF_STREAMS')
        : nodeError('ERR_HTTP2_STREAM_ERROR', refusalCodes[refusal]);
    process.nextTick(done!, error);
    return;
  }
  connection.nextId = id + 2;
  connection.openLocally++;
  const { encoder } = connection;
  const block = Buffer.allocUnsafe(PROMISED_ID_LENGTH + bound);
  const end = encoder.encode(list.fields, block, block.writeUInt32BE(id, 0));
  // The end of the parent must not go in DATA ahead of the promise.
  parent._lastDataGeneration = -1;
  connection.sender.headerBlock(parent._id, Flag.NONE, block.subarray(0, end), FrameType.PUSH_PROMISE);
  connection.flushSoon();
  const stream = pushedStream(session, id, list.pseudo(':method') === 'HEAD');
  if (settings?.endStream === true && !stream.headRequest) stream.end();
  const promised = headersObject(headers, list.fields);
  process.nextTick(() => {
    if (serverStream.start.hasSubscribers) serverStream.start.publish({ stream, headers: promised });
    done!(null, stream, promised);
  });
  if (serverStream.created.hasSubscribers) serverStream.created.publish({ stream, headers: promised });
}

function pushedStream(session: SessionState, id: number, headRequest: boolean): ServerHttp2Stream {
  const stream = new ServerHttp2Stream(session, id, headRequest, NOTHING);
  // What the client would have asked is known: there is nothing to read.
  stream._pushed = true;
  stream._remoteEnded = true;
  stream.push(null);
  session._connection.streams.add(id, stream);
  return stream;
}

/** A promise has come: the program is told, and where no one listens the stream is cancelled, so that no body gathers unread. */
export function pushPromised(
  session: SessionState,
  parentId: number,
  id: number,
  { headers, raw }: ReceivedHeaders,
  flags: number,
): void {
  const connection = session._connection;
  const stream = new ClientHttp2Stream(session, undefined, null, headers[':method'] === 'HEAD', true, false);
  stream._promised(id);
  connection.streams.add(id, stream);
  if (clientStream.created.hasSubscribers) clientStream.created.publish({ stream, headers });
  if (clientStream.start.hasSubscribers) clientStream.start.publish({ stream, headers });
  stream.end();
  const parent = connection.streams.get(parentId);
  const wanted = parent !== undefined && session.emit('stream', stream, headers, flags, raw);
  if (!wanted) stream.close(ErrorCode.CANCEL);
}
