import diagnosticsChannel from 'node:diagnostics_channel';

/**
 * Counts objects that are alive: made, and not yet seen to be collected. Right after a collection it is what the program keeps.
 * Where a browser shows no bytes, this is what can be known.
 */
export class LiveObjects {
  #alive = 0;
  #registry = new FinalizationRegistry<null>(() => void this.#alive--);

  add = (object: object): void => {
    this.#alive++;
    this.#registry.register(object, null);
  };

  get alive(): number {
    return this.#alive;
  }
}

/** Counts the channels that carry calls: what grpc-js keeps of one that is not closed is not the `Channel` itself, but what that wraps. */
export function watchChannels(objects: LiveObjects): (channel: object) => void {
  return (channel) => objects.add((channel as { internalChannel?: object }).internalChannel ?? channel);
}

/** Counts the `Method` objects of the port of MagicOnion's client. */
export function watchMethods(objects: LiveObjects): void {
  diagnosticsChannel.subscribe('magiconion.method.created', (method) => objects.add(method as object));
}
