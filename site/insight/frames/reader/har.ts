import { messagesOfFrames, settingsOf, type GrpcMessage } from './describe.ts';
import { FRAME_HEADER_LENGTH } from '../../../../sandbox-templates/http2/base/protocol.ts';
import { flagNames, frameType, Type } from './protocol.ts';
import type { Frame, Recording } from './recording.ts';

/**
 * The calls as an HTTP archive (HAR 1.2): an entry a stream, with its frames and how HPACK carried their fields under `_frames`, which the format
 * leaves to its writers. A frame's time there counts from the recording's beginning.
 */
export function toHar(recording: Recording): string {
  const streams = new Map<string, Frame[]>();
  for (const frame of recording.frames) {
    if (frame.stream === 0) continue;
    const key = `${frame.connection}/${frame.stream}`;
    const frames = streams.get(key);
    if (frames) frames.push(frame);
    else streams.set(key, [frame]);
  }
  const connectionFrames = recording.frames
    .filter(({ stream }) => stream === 0)
    .map((frame) => toJson(recording, frame));
  return JSON.stringify(
    {
      log: {
        version: '1.2',
        creator: { name: 'Leak Lab', version: '1' },
        entries: [...streams.values()].map((frames) => entry(recording, frames)),
        _connectionFrames: connectionFrames,
      },
    },
    null,
    1,
  );
}

function entry(recording: Recording, frames: readonly Frame[]) {
  const first = frames[0]!;
  const last = frames.at(-1)!;
  const [sent, received] = [true, false].map((isSent) => frames.filter((frame) => frame.sent === isSent));
  const fieldsOf = (part: readonly Frame[]) =>
    part.flatMap(({ fields }) => fields ?? []).map(({ name, value }) => ({ name, value }));
  const [request, response] = [fieldsOf(sent!), fieldsOf(received!)];
  const value = (fields: typeof request, name: string) => fields.find((field) => field.name === name)?.value ?? '';
  const bodySize = (part: readonly Frame[]) =>
    part
      .filter(({ type }) => type === Type.DATA)
      .reduce((sum, { start, end }) => sum + end - start - FRAME_HEADER_LENGTH, 0);
  const text = (part: readonly Frame[]) => JSON.stringify(messagesOfFrames(recording, part).map(shown));
  const answered = received![0]?.at ?? last.at;
  return {
    startedDateTime: new Date(first.at).toISOString(),
    time: last.at - first.at,
    connection: String(first.connection),
    request: {
      method: value(request, ':method'),
      url: `${value(request, ':scheme')}://${value(request, ':authority')}${value(request, ':path')}`,
      httpVersion: 'HTTP/2',
      cookies: [],
      headers: request,
      queryString: [],
      headersSize: -1,
      bodySize: bodySize(sent!),
      postData: { mimeType: value(request, 'content-type'), text: text(sent!) },
    },
    response: {
      status: Number(value(response, ':status')),
      statusText: '',
      httpVersion: 'HTTP/2',
      cookies: [],
      headers: response,
      content: { size: bodySize(received!), mimeType: value(response, 'content-type'), text: text(received!) },
      redirectURL: '',
      headersSize: -1,
      bodySize: bodySize(received!),
    },
    cache: {},
    timings: { send: 0, wait: answered - first.at, receive: last.at - answered },
    _stream: first.stream,
    _frames: frames.map((frame) => toJson(recording, frame)),
  };
}

const shown = ({ value, length, compressed }: GrpcMessage) => value ?? { length, compressed };

function toJson(recording: Recording, frame: Frame) {
  const { connection, sent, at, type, flags, stream, start, end, fields } = frame;
  const payload = type === Type.SETTINGS && recording.payload(frame);
  return {
    connection,
    from: sent ? 'client' : 'server',
    at: at - recording.began,
    type: frameType(type),
    flags: flagNames(type, flags),
    stream,
    octets: end - start,
    ...(fields && { fields }),
    // In order, each as often as it stands there: the last counts.
    ...(payload && {
      settings: settingsOf(new DataView(payload.buffer, payload.byteOffset, payload.byteLength)).map(
        ([name, value]) => ({ name, value }),
      ),
    }),
  };
}
