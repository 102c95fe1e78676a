import diagnosticsChannel from 'node:diagnostics_channel';
import type { Alive } from '../../site/sandbox/protocol/samples.ts';
import { onCollected } from './on-collected.ts';

/** A watched object costs memory of its own, some 70 bytes on Node: so many of a kind are all watched, then one in `oneIn`. */
const watchedAll = 500;
const oneIn = 16;

/** Counts objects of a kind that are alive: made, and not yet seen to be collected. Right after a collection it is what the program keeps. */
class LiveObjects {
  #made = 0;
  #watchedUpTo = 0;
  #alive = 0;
  #next = 0;
  /** By how many objects a watched one stands for: what happens when it goes. */
  #gone: (() => void)[] = [];

  add = (object: object): void => {
    if (++this.#made <= this.#next) return;
    // At random, or a program that keeps every second object might keep each that is watched.
    this.#next = this.#made < watchedAll ? 0 : this.#made + Math.floor(Math.random() * (2 * oneIn - 1));
    const weight = this.#made - this.#watchedUpTo;
    this.#watchedUpTo = this.#made;
    this.#alive += weight;
    onCollected.register(object, (this.#gone[weight] ??= () => void (this.#alive -= weight)));
  };

  /** Objects that are alive, and those made since a collection, whatever became of them. */
  get alive(): number {
    return this.#alive;
  }

  /** The same with those that came after the last that is watched. */
  get notSeenToGo(): number {
    return this.#alive + this.#made - this.#watchedUpTo;
  }

  /** Objects that `alive` has ever counted. */
  get counted(): number {
    return this.#watchedUpTo;
  }
}

/** What grpc-js keeps of a channel that is not closed: not the `Channel` itself, but what that wraps. */
export const innerChannel = (channel: object): object =>
  (channel as { internalChannel?: object }).internalChannel ?? channel;

/** The objects that a program's calls are made with. */
export class CallObjects {
  readonly #clients = new LiveObjects();
  readonly #grpcClients = new LiveObjects();
  readonly #methods = new LiveObjects();
  readonly #methodsCached = new LiveObjects();
  readonly #channels = new LiveObjects();

  constructor() {
    const watch = (name: string, objects: LiveObjects) =>
      diagnosticsChannel.subscribe(name, (object) => objects.add(object as object));
    watch('magiconion.client.created', this.#clients);
    watch('magiconion.method.created', this.#methods);
    watch('magiconion.channel.method-cached', this.#methodsCached);
  }

  addGrpcClient(client: object): void {
    this.#grpcClients.add(client);
  }

  addChannel(channel: object): void {
    this.#channels.add(innerChannel(channel));
  }

  /** Channels alive, and those made since a collection, whatever became of them. */
  get channels(): number {
    return this.#channels.notSeenToGo;
  }

  /** To be called when a collection has just been. What it returns tells, once what the collection took is counted out, what it left. */
  mark(): () => Alive {
    const clients = this.#clients.counted > 0 ? this.#clients : this.#grpcClients;
    const kinds = {
      clients,
      methods: this.#methods,
      channels: this.#channels,
      methodsCached: this.#methodsCached,
    };
    const counted = Object.values(kinds).map((kind) => kind.counted);
    return () =>
      Object.fromEntries(
        // What was made meanwhile is all counted as alive still.
        Object.entries(kinds).map(([name, kind], i) => [name, Math.max(0, kind.alive - (kind.counted - counted[i]!))]),
      ) as unknown as Alive;
  }
}
