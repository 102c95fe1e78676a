/**
 * One point of the chart, taken inside the program that makes the calls.
 * Times are milliseconds since the program started; bytes are bytes.
 */
export interface Sample {
  at: number;
  /** Calls answered so far. */
  calls: number;
  /** Calls that ended with an error so far. */
  callsFailed: number;
  /** Calls under way: what they hold, the heap holds, though nothing leaks. */
  callsOpen: number;
  /**
   * Clients created so far: MagicOnion clients made by `create` (not those derived by `withOptions` and its kin),
   * or, in a program that uses grpc-js directly, grpc-js clients that made a call.
   */
  clientsCreated: number;
  /** grpc-js channels that carried a call so far. */
  channelsCreated: number;
  /** Entries that the channels' method caches have taken in so far. */
  methodsCached: number;
  /** What is still there of all that was made. Only on samples that followed a full collection: before one, garbage cannot be told apart. */
  alive: Alive | null;
  /** V8's used heap in bytes; null where the place cannot tell: never a made-up figure. */
  heapUsed: number | null;
  /** Used heap right after a full collection, in bytes; null on samples that did not follow one. */
  heapAfterGc: number | null;
  /**
   * Of that, what lies in the spaces for data; the rest is code, what V8 learnt of it, and its own tables, which grow while a program warms up.
   * Null where V8 does not tell its spaces apart.
   */
  dataAfterGc: number | null;
  /** Bytes of buffers, which lie outside V8's heap; null where the place cannot tell. */
  buffers: number | null;
  /** What the figures come from: V8 itself, the tab's own memory figure, .NET's collector, or a count of live objects. */
  source: 'v8' | 'tab' | 'clr' | 'objects';
}

/**
 * How many objects of a kind are alive, by FinalizationRegistry. Up to 500 of a kind are counted one by one; of more, one in sixteen or so is watched and
 * stands for the others.
 */
export interface Alive {
  /** Of those that `clientsCreated` counts. */
  clients: number;
  /** `Method` objects of the port. */
  methods: number;
  channels: number;
  /** `Method` objects that a channel's cache has taken in: as long as it holds them, they live. */
  methodsCached: number;
  /** Of .NET: `CancellationTokenSource`s that are linked to tokens, neither disposed of nor to be cancelled after a time. The tokens' own sources hold them. */
  linkedSources?: number;
}

/** The objects that stand for the heap where its bytes cannot be seen. */
export const liveObjects = ({ clients, methods, channels }: Alive): number => clients + methods + channels;

/** Counts of one in sixteen differ by so much from what they stand for. */
const countsWithin = 48;

/**
 * For each sample, the entries that the channels' caches hold by then: those that the latest full collection found there, and what was put in since.
 * Unlike `methodsCached`, it falls where a cache lets go.
 */
export function entriesHeld(samples: readonly Sample[]): number[] {
  let [added, held] = [0, 0];
  return samples.map(({ methodsCached, alive }) => {
    if (alive) {
      added = methodsCached;
      held = Math.abs(alive.methodsCached - methodsCached) <= countsWithin ? methodsCached : alive.methodsCached;
    }
    return held + methodsCached - added;
  });
}

/**
 * What the browser itself found in the program's frame, at the first full collection after `at`: it answers seconds later, when all of the
 * page's workers have been collected too.
 */
export interface Measured {
  /** When it was asked, in milliseconds since the program started. */
  at: number;
  /** JavaScript of the frame, and what its parts share; not of the workers in it. */
  bytes: number;
}

/** What the server saw since it started: the evidence that a Check goes by. */
export interface Served {
  /** Milliseconds since the server program started. */
  at: number;
  /** Calls answered with status OK, while the caller still waited. */
  calls: number;
  /** Calls answered with an error status. */
  failed: number;
  /** Most calls that were with a handler at the same time. */
  mostInFlight: number;
  /** The same, of the last second or so. */
  mostLately: number;
  /** By path: the calls answered with status OK. Counts up to 16 paths. */
  methods: Record<string, number>;
  /** Of the answered calls to a `SumAsync` of two numbers: how many results are their sum. */
  sums: { right: number; wrong: number };
  /** Of those calls, by the second of the two numbers. Counts up to 16 of them. */
  addends: Record<string, number>;
  /** Answered calls, and how many different questions (path and arguments) they asked, counted up to 1,000. */
  requests: { calls: number; distinct: number };
  /**
   * By name of a custom metadata key: the calls that carried it, its distinct values (counted up to 1,000), the calls that carried several
   * values of it, or one with commas in it; those that carried the same one twice; and those of whose values a call before them had one.
   */
  headers: Record<string, { calls: number; distinct: number; several: number; twice: number; again: number }>;
  /**
   * Calls with a deadline, and distinct instants among the deadlines (10 ms apart or more, counted up to 1,000); as long as these are counted, how many
   * such moments there were in which calls with a deadline came, and in how many of the latest no further instant did. Of the time that the calls had left when they came: the longest in milliseconds,
   * and how many had a quarter of the longest so far or more. Last, how many had the deadline of several that were answered before them.
   */
  deadlines: {
    calls: number;
    distinct: number;
    moments: number;
    still: number;
    longest: number;
    fresh: number;
    shared: number;
  };
  /**
   * Whether a call is being answered late because a Check wished it: 1, else 0. Calls that are kept without an answer, those of them that their callers took
   * back, after how many milliseconds the last one was, and those whose deadlines passed. Last, after how many the call that was to be answered late was taken
   * back, else 0.
   */
  held: { late: number; waiting: number; givenUp: number; age: number; expired: number; limit: number };
}

/** What was noted in the client itself, beside its heap. */
export interface Noted {
  /** Calls answered when it was noted. */
  calls: number;
  /** Most listeners for its abort that one signal has. */
  listeners: number;
  /** By name of a header: the calls that carried it as a client filter had put it on, then or before. Counts up to 16 names. */
  filtered: Record<string, number>;
  /** Counters of prom-client's registries, as a scrape of `/metrics` shows them. Up to 16. */
  counters: MetricsCounter[];
}

/** What channels' method caches have taken in, told while someone looks. */
export interface Cached {
  /** Milliseconds since the program started. */
  at: number;
  /** All entries so far. */
  entries: number;
  /** By full name of the method, such as `/IMyFirstService/SumAsync`: entries so far. Counts up to 16 names. */
  names: Record<string, number>;
  /** The first of all. */
  first: CachedEntry[];
  /** Some of the latest, the oldest of them first. */
  latest: CachedEntry[];
  channels: Channels;
}

/** What there is of the channels, and what grpc-js's channelz, its own book-keeping, has of them. Times are milliseconds since the program started. */
export interface Channels {
  /** Channels that carried a call, and those of them that no collection has been seen to take. */
  made: number;
  alive: number;
  /** Records by kind; null where they cannot be counted. */
  records: { channels: number; subchannels: number; sockets: number } | null;
  /** The first of the records of channels, and the latest: by number, from low to high. */
  first: ChannelRecord[];
  latest: ChannelRecord[];
  /** Those that the channels above use, up to 8. */
  subchannels: SubchannelRecord[];
}

/** Calls by what became of them. */
interface CallsTold {
  started: number;
  succeeded: number;
  failed: number;
}

/** channelz's record of a channel. */
export interface ChannelRecord extends CallsTold {
  /** Counts from 1. */
  id: number;
  /** Such as `READY`. */
  state: string;
  at: number;
  /** When its latest call began; null before the first. */
  usedAt: number | null;
  subchannel: number | null;
  /** Where its first call was made, such as `client.ts:12`; null where that was not watched. */
  line: string | null;
  /** Whether the channel itself is still there; null where that was not watched. */
  isAlive: boolean | null;
}

/** channelz's record of a subchannel: what stands for a connection. */
export interface SubchannelRecord extends CallsTold {
  id: number;
  /** Such as `127.0.0.1:5000`. */
  target: string;
  state: string;
  /** The number of its connection, and the streams that this has begun; null while there is none. */
  socket: number | null;
  streams: number;
}

/** An entry of a method cache: an instance of `Method`. */
export interface CachedEntry {
  /** Counts from 1. */
  index: number;
  name: string;
  /** Which of the program's clients its method was made with: counts from 1. */
  client: number;
  /** Where that client was made, such as `client.ts:12`; null where no stack tells. */
  line: string | null;
  /** When the cache took it in, and when a call last asked for it: milliseconds since the program started. */
  at: number;
  usedAt: number;
  /** Calls that asked for it. */
  calls: number;
  /** Whether it is still there; a collection has to come first to tell that it is not. */
  isAlive: boolean;
}

export interface MetricsCounter {
  name: string;
  /** Of all its series. */
  total: number;
  series: number;
  /** By label: how many values it has, counted up to 1,000. */
  labels: Record<string, number>;
}
