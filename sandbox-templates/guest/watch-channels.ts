import type { Client } from '@grpc/grpc-js';
import type { ChannelRecord, Channels } from '../../site/sandbox/protocol/samples.ts';
import { callerLine } from './caller-line.ts';
import { channelRecords, recordMaps, subchannelRecord } from './channelz.ts';
import { innerChannel, type CallObjects } from './live-objects.ts';
import { runClock } from './run-clock.ts';
import type { Calls } from './watch-calls.ts';

type Channel = ReturnType<Client['getChannel']>;

/** Of channels as they come: the first are told of one by one, and while someone looks, the latest. */
const firstChannels = 8;
const latestChannels = 8;
/** So many of the latest are known by themselves: more than come between the first call of one and its being told of. */
const mostFollowed = 64;
/** While someone looks, one in so long has its line read off a stack, which costs as much as a quick call. */
const readEvery = 100; // ms

/** What is known of a channel beside its record. */
interface Followed {
  readonly id: number;
  readonly line: string | null;
  readonly channel: WeakRef<object>;
}

/**
 * Tells of the channels that the program's calls go by: how many there are, and what channelz has of a bounded number of them, which outlives them.
 * Keeps none of them alive. While nobody looks, it notes the first few.
 */
export class ChannelsWatch {
  readonly #calls: Calls;
  readonly #objects: CallObjects;
  readonly #clock: () => number;
  readonly #first: Followed[] = [];
  #latest: Followed[] = [];
  #isLooking = false;
  #read = -readEvery;
  #maps: ReturnType<typeof recordMaps> = null;

  constructor(calls: Calls, objects: CallObjects, clock = runClock) {
    [this.#calls, this.#objects, this.#clock] = [calls, objects, clock];
    calls.onChannel = (channel) => this.#used(channel);
  }

  look(isLooking: boolean): void {
    this.#isLooking = isLooking;
    this.#latest = [];
  }

  tell(): Channels {
    const now = this.#clock();
    const records = this.#maps && {
      channels: this.#maps.channels.size(),
      subchannels: this.#maps.subchannels.size(),
      sockets: this.#maps.sockets.size(),
    };
    const first = channelRecords(1, firstChannels, now);
    const afterFirst = (first.at(-1)?.id ?? 0) + 1;
    const last = this.#maps?.channels.back()?.[0] ?? 0;
    const latest =
      last < afterFirst ? [] : channelRecords(Math.max(afterFirst, last - latestChannels + 1), latestChannels, now);
    const used = new Set([...first, ...latest].map(({ subchannel }) => subchannel).filter((id) => id !== null));
    return {
      made: this.#calls.counts().channelsCreated,
      alive: this.#objects.channels,
      records,
      first: first.map((record) => this.#known(record)),
      latest: latest.map((record) => this.#known(record)),
      subchannels: [...used].slice(0, latestChannels).flatMap((id) => subchannelRecord(id) ?? []),
    };
  }

  #known(record: Omit<ChannelRecord, 'line' | 'isAlive'>): ChannelRecord {
    const { line, channel } = [...this.#first, ...this.#latest].find(({ id }) => id === record.id) ?? {};
    return { ...record, line: line ?? null, isAlive: channel ? channel.deref() !== undefined : null };
  }

  #used(channel: Channel): void {
    const isFirst = this.#first.length < firstChannels;
    if (!isFirst && !this.#isLooking) return;
    const inner = innerChannel(channel);
    this.#maps ??= recordMapsOf(inner);
    const now = this.#clock();
    const isRead = isFirst || now - this.#read >= readEvery;
    if (isRead) this.#read = now;
    const { id } = channel.getChannelzRef();
    (isFirst ? this.#first : this.#latest).push({
      id,
      line: isRead ? callerLine(new Error()) : null,
      channel: new WeakRef(inner),
    });
    if (this.#latest.length > mostFollowed) this.#latest.shift();
  }
}

/** By a map that grpc-js keeps in each channel; null where this grpc-js keeps none. */
function recordMapsOf(channel: object): ReturnType<typeof recordMaps> {
  const { channelzInfoTracker } = channel as {
    channelzInfoTracker?: { childrenTracker?: { subchannelChildren?: object } };
  };
  const sample = channelzInfoTracker?.childrenTracker?.subchannelChildren;
  return sample ? recordMaps(sample) : null;
}
