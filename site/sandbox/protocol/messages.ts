import {
  asObject,
  count,
  decode,
  fields,
  integer,
  listOf,
  misfit,
  name,
  oneOf,
  optional,
  orNull,
  recordOf,
  text,
  type Read,
} from './decode.ts';
import { longestLot } from './octets.ts';
import { reasonCodes, type Reason } from '../errors/reason.ts';
import type {
  Alive,
  Cached,
  CachedEntry,
  ChannelRecord,
  Channels,
  Measured,
  MetricsCounter,
  Noted,
  Sample,
  Served,
  SubchannelRecord,
} from './samples.ts';

/** Everything that crosses from a program in a sandbox to the page. Checked at the border by `decodeMessage`. */
export type GuestMessage =
  | { type: 'started'; node: string; http2: 'builtin' | 'own'; heapLimit: number | null; buffersLimit: number | null }
  | {
      type: 'log';
      stream: 'stdout' | 'stderr';
      text: string /** Lines left out before `text`, in a flood. */;
      dropped: number;
    }
  | { type: 'listening'; port: number }
  | { type: 'sample'; sample: Sample }
  | { type: 'served'; served: Served }
  | { type: 'measured'; measured: Measured }
  | { type: 'noted'; noted: Noted }
  | { type: 'cached'; cached: Cached }
  | {
      type: 'snapshot-written' /** In the sandbox's directory, for the runtime to hand on; null where it could not be. */;
      file: string | null;
    }
  | SnapshotLot
  | { type: 'octets' /** What crossed its connections: `octets.ts` reads it. */; lot: string }
  | { type: 'exit'; code: number | null; reason?: Reason };

/** A piece of a heap snapshot: base64 of what gzip makes of V8's `.heapsnapshot`. */
export interface SnapshotLot {
  readonly type: 'snapshot';
  readonly lot: string;
  /** What comes after it: more, nothing, with which the snapshot is whole, or nothing though it is not, or could not be taken at all. */
  readonly rest: 'more' | 'none' | 'lost';
}

/** What a message may hold at most: a learner's program shares the channel with the probe. */
const most = { log: 64 * 1024 /* characters */, words: 4096 /* characters */, names: 64, name: 256 /* characters */ };

const tally = fields<{ calls: number; distinct: number }>({ calls: count, distinct: count });

const alive = fields<Alive>({
  clients: count,
  methods: count,
  channels: count,
  methodsCached: count,
  linkedSources: optional(count),
});

const sample = fields<Sample>({
  at: count,
  calls: count,
  callsFailed: count,
  callsOpen: count,
  clientsCreated: count,
  channelsCreated: count,
  methodsCached: count,
  alive: orNull(alive),
  heapUsed: orNull(count),
  heapAfterGc: orNull(count),
  dataAfterGc: orNull(count),
  buffers: orNull(count),
  source: oneOf<Sample['source']>(['v8', 'tab', 'clr', 'objects']),
});

const served = fields<Served>({
  at: count,
  calls: count,
  failed: count,
  mostInFlight: count,
  mostLately: count,
  methods: recordOf(count, most.names, most.name),
  sums: fields<Served['sums']>({ right: count, wrong: count }),
  addends: recordOf(count, most.names, most.name),
  requests: tally,
  headers: recordOf(
    fields<Served['headers'][string]>({ calls: count, distinct: count, several: count, twice: count, again: count }),
    most.names,
    most.name,
  ),
  deadlines: fields<Served['deadlines']>({
    calls: count,
    distinct: count,
    moments: count,
    still: count,
    longest: count,
    fresh: count,
    shared: count,
  }),
  held: fields<Served['held']>({
    late: count,
    waiting: count,
    givenUp: count,
    age: count,
    expired: count,
    limit: count,
  }),
});

const noted = fields<Noted>({
  calls: count,
  listeners: count,
  filtered: recordOf(count, most.names, most.name),
  counters: listOf(
    fields<MetricsCounter>({
      name: name(most.name),
      total: count,
      series: count,
      labels: recordOf(count, most.names, most.name),
    }),
    most.names,
  ),
});

const entries = listOf(
  fields<CachedEntry>({
    index: count,
    name: name(most.name),
    client: count,
    line: orNull(name(most.name)),
    at: count,
    usedAt: count,
    calls: count,
    isAlive: oneOf([true, false]),
  }),
  most.names,
);
const callsTold = { started: count, succeeded: count, failed: count };
const channelRecords = listOf(
  fields<ChannelRecord>({
    id: count,
    state: name(most.name),
    at: count,
    usedAt: orNull(count),
    subchannel: orNull(count),
    line: orNull(name(most.name)),
    isAlive: orNull(oneOf([true, false])),
    ...callsTold,
  }),
  most.names,
);
const channels = fields<Channels>({
  made: count,
  alive: count,
  records: orNull(fields<NonNullable<Channels['records']>>({ channels: count, subchannels: count, sockets: count })),
  first: channelRecords,
  latest: channelRecords,
  subchannels: listOf(
    fields<SubchannelRecord>({
      id: count,
      target: name(most.name),
      state: name(most.name),
      socket: orNull(count),
      streams: count,
      ...callsTold,
    }),
    most.names,
  ),
});
const cached = fields<Cached>({
  at: count,
  entries: count,
  names: recordOf(count, most.names, most.name),
  first: entries,
  latest: entries,
  channels,
});

/** What does not fit is left out: a program is over also where what it threw makes no sense, as a port below 0. */
const fact = <T>(read: Read<T>): Read<T | undefined> => {
  return (value) => decode(read, value) ?? undefined;
};
const words = fact(text(most.words));
const reason = fields<Reason>({
  code: oneOf(reasonCodes),
  message: words,
  file: words,
  line: fact(count),
  column: fact(count),
  program: words,
  exitCode: fact(integer),
  port: fact(count),
  bytes: fact(count),
  seconds: fact(count),
  hosts: fact(listOf(name(most.name), most.names)),
}) as Read<Reason>;

const readers: { [T in GuestMessage['type']]: Read<Extract<GuestMessage, { type: T }>> } = {
  started: fields<Extract<GuestMessage, { type: 'started' }>>({
    type: oneOf(['started']),
    node: name(most.name),
    http2: oneOf(['builtin', 'own']),
    heapLimit: orNull(count),
    buffersLimit: orNull(count),
  }),
  log: fields<Extract<GuestMessage, { type: 'log' }>>({
    type: oneOf(['log']),
    stream: oneOf(['stdout', 'stderr']),
    text: text(most.log),
    dropped: count,
  }),
  listening: fields<Extract<GuestMessage, { type: 'listening' }>>({
    type: oneOf(['listening']),
    port: (value) => (count(value) <= 65_535 ? count(value) : misfit(value)),
  }),
  sample: fields<Extract<GuestMessage, { type: 'sample' }>>({ type: oneOf(['sample']), sample }),
  served: fields<Extract<GuestMessage, { type: 'served' }>>({ type: oneOf(['served']), served }),
  measured: fields<Extract<GuestMessage, { type: 'measured' }>>({
    type: oneOf(['measured']),
    measured: fields<Measured>({ at: count, bytes: count }),
  }),
  noted: fields<Extract<GuestMessage, { type: 'noted' }>>({ type: oneOf(['noted']), noted }),
  cached: fields<Extract<GuestMessage, { type: 'cached' }>>({ type: oneOf(['cached']), cached }),
  'snapshot-written': fields<Extract<GuestMessage, { type: 'snapshot-written' }>>({
    type: oneOf(['snapshot-written']),
    file: orNull(name(most.name)),
  }),
  snapshot: fields<SnapshotLot>({
    type: oneOf(['snapshot']),
    lot: text(longestLot),
    rest: oneOf(['more', 'none', 'lost']),
  }),
  octets: fields<Extract<GuestMessage, { type: 'octets' }>>({ type: oneOf(['octets']), lot: text(longestLot) }),
  exit: fields<Extract<GuestMessage, { type: 'exit' }>>({
    type: oneOf(['exit']),
    code: orNull(integer),
    reason: fact(reason),
  }) as Read<Extract<GuestMessage, { type: 'exit' }>>,
};

/**
 * Takes what came from a sandbox and returns what of it is a message, or null where it is none. It is a copy: what else the value holds, or what a
 * program does with it later, stays behind.
 */
export function decodeMessage(value: unknown): GuestMessage | null {
  return decode<GuestMessage>((given) => {
    const { type } = asObject(given);
    const known = typeof type === 'string' && Object.hasOwn(readers, type);
    return known ? readers[type as GuestMessage['type']](given) : misfit(given);
  }, value);
}

/** The same of a reason. */
export const decodeReason = (value: unknown): Reason | null => decode(reason, value);
