import diagnosticsChannel from 'node:diagnostics_channel';
import { clearInterval, setInterval } from 'node:timers';
import type { Cached, CachedEntry } from '../../site/sandbox/protocol/samples.ts';
import { callerLine } from './caller-line.ts';
import { runClock } from './run-clock.ts';
import type { Calls } from './watch-calls.ts';
import type { ChannelsWatch } from './watch-channels.ts';

/** Of entries as they come: the first are told of one by one, and while someone looks, some of the latest. */
const firstEntries = 8;
const latestEntries = 24;
/** While someone looks, one client in so long is followed: its line is read off a stack, which costs as much as a quick call. */
const followEvery = 100; // ms
const reportEvery = 500; // ms
/** Names that are counted. */
const mostNames = 16;
/** Methods made outside of any client would pile up otherwise. */
const mostPending = 64;

interface Entry extends Omit<CachedEntry, 'isAlive'> {
  readonly method: WeakRef<object>;
}

/** What is known of a method before its first call. */
interface Origin {
  readonly client: number;
  readonly line: string | null;
}

/** What the port publishes of a method, as far as it is looked at here. */
interface PortMethod {
  readonly fullName: string;
  readonly requestMarshaller: { readonly serializer: object };
}

/**
 * Tells what channels' method caches take in, and what there is of the channels themselves: how many entries by name, and of a bounded number who made them, when, and how often they served. It
 * keeps none of them alive. While nobody looks, it counts names, and follows the first few.
 */
export class CacheWatch {
  readonly #calls: Calls;
  readonly #channels: ChannelsWatch;
  readonly #report: (cached: Cached) => void;
  readonly #clock: () => number;
  readonly #names = new Map<string, number>();
  #entries = 0;
  readonly #first: Entry[] = [];
  readonly #latest: Entry[] = [];
  #pending: object[] = [];
  readonly #origins = new WeakMap<object, Origin>();
  readonly #bySerializer = new WeakMap<object, Entry>();
  #followed = -followEvery;
  #looking: ReturnType<typeof setInterval> | null = null;

  constructor(calls: Calls, channels: ChannelsWatch, report: (cached: Cached) => void, clock = runClock) {
    [this.#calls, this.#channels, this.#report, this.#clock] = [calls, channels, report, clock];
    diagnosticsChannel.subscribe('magiconion.channel.method-cached', this.#cached);
    this.#follow(true);
    calls.onUnary = (serializer) => this.#called(serializer);
  }

  /** Reports twice a second, from now on or no more. */
  look(isLooking: boolean): void {
    if (this.#looking) clearInterval(this.#looking);
    this.#looking = isLooking ? setInterval(() => this.#tell(), reportEvery) : null;
    this.#looking?.unref();
    this.#channels.look(isLooking);
    this.#follow(isLooking || this.#first.length < firstEntries);
    if (isLooking) this.#tell();
  }

  #follow(isFollowing: boolean): void {
    const change = isFollowing ? diagnosticsChannel.subscribe : diagnosticsChannel.unsubscribe;
    for (const [name, listener] of [
      ['magiconion.method.created', this.#methodCreated],
      ['magiconion.client.created', this.#clientCreated],
    ] as const) {
      diagnosticsChannel.unsubscribe(name, listener);
      change(name, listener);
    }
    this.#pending = [];
  }

  readonly #methodCreated = (method: unknown): void => {
    if (this.#pending.length < mostPending) this.#pending.push(method as object);
  };

  /** Comes right after its methods. */
  readonly #clientCreated = (): void => {
    const methods = this.#pending;
    this.#pending = [];
    const now = this.#clock();
    if (this.#first.length >= firstEntries && now - this.#followed < followEvery) return;
    this.#followed = now;
    const origin = { client: this.#calls.counts().clientsCreated, line: callerLine(new Error()) };
    for (const method of methods) this.#origins.set(method, origin);
  };

  readonly #cached = (published: unknown): void => {
    const method = published as PortMethod;
    this.#entries++;
    const count = this.#names.get(method.fullName);
    if (count !== undefined || this.#names.size < mostNames) this.#names.set(method.fullName, (count ?? 0) + 1);
    const origin = this.#origins.get(method);
    if (!origin) return;
    const at = this.#clock();
    const entry: Entry = {
      index: this.#entries,
      name: method.fullName,
      ...origin,
      at,
      calls: 0,
      usedAt: at,
      method: new WeakRef(method),
    };
    this.#bySerializer.set(method.requestMarshaller.serializer, entry);
    if (this.#first.length < firstEntries) {
      this.#first.push(entry);
      if (this.#first.length === firstEntries && !this.#looking) this.#follow(false);
      return;
    }
    this.#latest.push(entry);
    if (this.#latest.length > latestEntries) this.#latest.shift();
  };

  /** Each method has a serializer of its own, by which a call is known for its. */
  #called(serializer: unknown): void {
    const entry = this.#bySerializer.get(serializer as object);
    if (!entry) return;
    entry.calls++;
    entry.usedAt = this.#clock();
  }

  #tell(): void {
    const shown = ({ method, ...entry }: Entry): CachedEntry => ({ ...entry, isAlive: method.deref() !== undefined });
    this.#report({
      at: this.#clock(),
      entries: this.#entries,
      names: Object.fromEntries(this.#names),
      first: this.#first.map(shown),
      latest: this.#latest.map(shown),
      channels: this.#channels.tell(),
    });
  }
}
