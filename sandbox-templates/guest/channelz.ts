import { getChannelzHandlers } from '@grpc/grpc-js';
import type { ChannelRecord, SubchannelRecord } from '../../site/sandbox/protocol/samples.ts';

/** What channelz's messages hold, as far as it is told (grpc-proto, `grpc/channelz/v1/channelz.proto`). */
interface Data {
  target: string;
  state: { state: string };
  calls_started: number;
  calls_succeeded: number;
  calls_failed: number;
  last_call_started_timestamp: Timestamp | null;
  trace: { creation_timestamp: Timestamp };
}
interface Timestamp {
  seconds: number;
  nanos: number;
}
interface ChannelMessage {
  ref: { channel_id: number };
  data: Data;
  subchannel_ref: { subchannel_id: number }[];
}
interface SubchannelMessage {
  data: Data;
  socket_ref: { socket_id: number; name: string }[];
}
interface SocketMessage {
  data: { streams_started: number };
}
type Handler = (call: { request: object }, callback: (error: unknown, answer?: never) => void) => void;

/** A map of channelz's records; its methods are those of its prototype. */
interface RecordMap {
  size(): number;
  back(): [id: number, record: unknown] | undefined;
  lowerBound(id: number): unknown;
  getElementByKey(id: number): unknown;
}

/** grpc-js's own book-keeping, asked by the handlers of its channelz service, without a service: they answer at once. */
const handlers = getChannelzHandlers() as unknown as Record<string, Handler>;

function ask<T>(handler: string, request: object): T | null {
  let found: T | null = null;
  handlers[handler]!({ request }, (_error, answer) => void (found = answer ?? null));
  return found;
}

/** Records of so many channels, from this number on, with times by the run's clock, of which it is `now`. */
export function channelRecords(from: number, most: number, now: number): Omit<ChannelRecord, 'line' | 'isAlive'>[] {
  const answer = ask<{ channel: ChannelMessage[] }>('GetTopChannels', { start_channel_id: from, max_results: most });
  return (answer?.channel ?? []).map(({ ref, data, subchannel_ref: subchannels }) => ({
    id: ref.channel_id,
    ...told(data),
    at: byRunClock(data.trace.creation_timestamp, now),
    usedAt: data.last_call_started_timestamp && byRunClock(data.last_call_started_timestamp, now),
    subchannel: subchannels[0]?.subchannel_id ?? null,
  }));
}

/** What a subchannel's record says, and that of its socket; null where there is none. */
export function subchannelRecord(id: number): SubchannelRecord | null {
  const answer = ask<{ subchannel: SubchannelMessage }>('GetSubchannel', { subchannel_id: id });
  if (!answer) return null;
  const { data, socket_ref: sockets } = answer.subchannel;
  const socket = sockets[0]?.socket_id ?? null;
  const answered = socket !== null && ask<{ socket: SocketMessage }>('GetSocket', { socket_id: socket });
  const streams = answered ? answered.socket.data.streams_started : 0;
  return { id, target: data.target, ...told(data), socket, streams };
}

/**
 * The maps that hold the records. Their sizes are what no handler says, and to count by asking would cost more the more there are. `sample` is any map
 * of their class.
 */
export function recordMaps(sample: object): Record<'channels' | 'subchannels' | 'sockets', RecordMap> | null {
  const maps = {
    channels: mapBehind(sample, () => ask('GetTopChannels', { start_channel_id: 0, max_results: 1 })),
    subchannels: mapBehind(sample, () => ask('GetSubchannel', { subchannel_id: 0 })),
    sockets: mapBehind(sample, () => ask('GetSocket', { socket_id: 0 })),
  };
  return Object.values(maps).includes(null) ? null : (maps as NonNullable<ReturnType<typeof recordMaps>>);
}

/** The map that a handler looks into: seen as it does so. */
function mapBehind(sample: object, look: () => void): RecordMap | null {
  const prototype = Object.getPrototypeOf(sample) as RecordMap;
  const { lowerBound, getElementByKey } = prototype;
  let found: RecordMap | null = null;
  const seen = (method: (id: number) => unknown) =>
    function (this: RecordMap, id: number): unknown {
      found ??= this;
      return Reflect.apply(method, this, [id]);
    };
  [prototype.lowerBound, prototype.getElementByKey] = [seen(lowerBound), seen(getElementByKey)];
  try {
    look();
  } finally {
    [prototype.lowerBound, prototype.getElementByKey] = [lowerBound, getElementByKey];
  }
  return found;
}

const told = ({ state, ...calls }: Data) => ({
  state: state.state,
  started: calls.calls_started,
  succeeded: calls.calls_succeeded,
  failed: calls.calls_failed,
});

const byRunClock = ({ seconds, nanos }: Timestamp, now: number): number =>
  Math.max(0, now - (Date.now() - seconds * 1000 - nanos / 1e6));
