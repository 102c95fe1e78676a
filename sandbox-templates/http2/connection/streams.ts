interface Place<S> {
  stream: S | null;
}

/**
 * The streams of a connection, by identifier. V8 links each table that a Map has outgrown to the one after it, and where
 * entries come and go for long, as here, the first of them lies dead in the old generation and leads to all that came
 * after: what these hold lives until the next full collection. So they do not hold streams, but places that are cleared.
 */
export class Streams<S> {
  readonly #places = new Map<number, Place<S>>();

  get size(): number {
    return this.#places.size;
  }

  get(id: number): S | undefined {
    return this.#places.get(id)?.stream ?? undefined;
  }

  add(id: number, stream: S): void {
    this.#places.set(id, { stream });
  }

  delete(id: number): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    place.stream = null;
    this.#places.delete(id);
  }

  /** Those that there are now, in the order in which they were added. */
  all(): S[] {
    return Array.from(this.#places.values(), ({ stream }) => stream!);
  }
}
