import type { ClassEvent, EventData } from '../state.ts';

/** A class, as the hub that serves it must know it. Whoever can read the store can read its trainers' key: it is what their link is made of. */
export interface ClassRecord {
  readonly id: string;
  /** What the one who started it calls it; one of a name at a time. */
  readonly name: string;
  /** What learners join with. */
  readonly code: string;
  /** What trainers show. */
  readonly key: string;
}

/** An event before the store has it. */
export interface NewEvent {
  readonly by: string;
  readonly source: string;
  readonly n: number;
  readonly data: EventData;
}

/**
 * Where classes are kept. An event is there once `append` has resolved, whatever happens to the hub, and once only, however often it is
 * given. Every replica reads a class's events in the same order.
 */
export interface Store {
  /** All classes. */
  classes(): Promise<readonly ClassRecord[]>;
  /** The class of that name: the one that is there, else the given one. */
  open(record: ClassRecord): Promise<ClassRecord>;
  /** Appends what is not there yet, in its order. Rejects where nothing of it was stored. False where the class has ended: then all is dropped. */
  append(classId: string, events: readonly NewEvent[]): Promise<boolean>;
  /** The events after `seq`, but for those that a later one has taken the place of. */
  since(classId: string, seq: number): Promise<readonly ClassEvent[]>;
  /** When the newest event of a class came; when it was opened, where there is none. */
  newest(classId: string): Promise<number>;
  /** Deletes all there is of a class. */
  delete(classId: string): Promise<void>;
  /** Milliseconds since the epoch, by the clock that events are given. */
  now(): number;
  /** Calls back when another replica has changed a class; with null when classes came or went, or when anything may have been missed. */
  onForeign(listener: (classId: string | null) => void): void;
  close(): Promise<void>;
}
