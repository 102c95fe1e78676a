import type { Step } from './ways.ts';

/** A leak that a dump looks like. */
export type FindingKind =
  /** `Method`s in a channel's cache: this course's. */
  | 'method-cache'
  /** A channel for each call. */
  | 'channels'
  /** Handlers that were added to an event and never taken off. */
  | 'events'
  /** Timers that have not fired. */
  | 'timers'
  /** Callbacks for the end of something that does not end: a token, a signal. */
  | 'cancellations'
  /** A collection that much is in, or that has grown. */
  | 'collection';

export interface Finding {
  readonly kind: FindingKind;
  /** What piles up; of a collection, the collection. */
  readonly name: string;
  /** The type of what a collection holds; null of the other kinds. */
  readonly of: string | null;
  /** How many are held this way. */
  readonly count: number;
  /** How many more are held this way than in the earlier dump; null without one. */
  readonly more: number | null;
  /** Bytes that would go with what holds them. */
  readonly bytes: number;
  readonly way: readonly Step[];
}

/** Fewer are what a program needs. With an earlier dump, it is the growth that has to reach a fifth of it. */
const fewest: Readonly<Record<FindingKind, number>> = {
  'method-cache': 50,
  channels: 20,
  events: 200,
  timers: 200,
  cancellations: 200,
  collection: 500,
};

/** From how many on something is told of, or from how many more on where there is an earlier dump. */
export const least = (kind: FindingKind, isGrowth: boolean): number => fewest[kind] / (isGrowth ? 5 : 1);
