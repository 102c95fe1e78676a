import { setTimeout as delay } from 'node:timers/promises';
import { empty, fold, type ClassState } from '../state.ts';
import type { ClassRecord, NewEvent, Store } from './store.ts';

/** Events that wait for the store at most; who sends more is told to come back. */
const mostWaiting = 20_000;
/** Events are stored together that come within this time: one write to the disk for all of them. */
const gather = 20; // ms
const retryAfter = 1000; // ms

interface Waiting {
  event: NewEvent;
  stored(): void;
  dropped(): void;
}

/** One class as this hub knows it: what comes in goes to the store, and what the store has makes the state. */
export class LiveClass {
  readonly record: ClassRecord;
  state: ClassState = empty;
  /** False while the store does not take events: none is acknowledged then, and none is lost. */
  storing = true;
  readonly #store: Store;
  readonly #onChange: (before: ClassState) => void;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #pulling: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #closed = false;

  constructor(record: ClassRecord, store: Store, onChange: (before: ClassState) => void) {
    this.record = record;
    this.#store = store;
    this.#onChange = onChange;
  }

  /**
   * Calls back once the event is stored, now or earlier, or is dropped because the class has ended, which its pages are told. False where too many
   * wait, or it is closed.
   */
  take(event: NewEvent, stored: () => void, dropped: () => void = () => undefined): boolean {
    if (this.#closed || this.#waiting.length >= mostWaiting) return false;
    this.#waiting.push({ event, stored, dropped });
    this.#writing ??= this.#write();
    return true;
  }

  /** Reads what the store has and this does not. Who asks while others wait for their turn gets the same answer. */
  pull(): Promise<void> {
    if (this.#next) return this.#next;
    const pulled = this.#pulling.then(async () => {
      this.#next = null;
      const events = await this.#store.since(this.record.id, this.state.seq);
      if (!events.length) return;
      const before = this.state;
      this.state = fold(before, events);
      this.#onChange(before);
    });
    this.#next = pulled;
    this.#pulling = pulled.catch(() => undefined); // told to who asked
    return pulled;
  }

  /** Stores what waits. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length) {
        if (!this.#closed) await delay(gather);
        const batch = this.#waiting;
        this.#waiting = [];
        if (await this.#stored(batch)) continue;
        if (this.#closed) return;
        this.#waiting = [...batch, ...this.#waiting];
        await delay(retryAfter);
      }
    } finally {
      this.#writing = null; // at once: what comes a moment later would wait for nobody
    }
  }

  async #stored(batch: readonly Waiting[]): Promise<boolean> {
    try {
      const isThere = await this.#store.append(
        this.record.id,
        batch.map(({ event }) => event),
      );
      if (isThere) await this.pull();
      else this.#nowEnded();
    } catch (error) {
      if (this.storing) console.error(`The class "${this.record.name}" cannot be stored, and waits: ${String(error)}`);
      this.#nowStoring(false);
      return false;
    }
    this.#nowStoring(true);
    // What came after its end is kept nowhere, and is not said to be. Who ended it waits for the word that it is so.
    const end = batch.findIndex(({ event }) => event.data.type === 'end');
    const kept = this.state.ended ? end + 1 : batch.length;
    for (const { stored } of batch.slice(0, kept)) stored();
    for (const { dropped } of batch.slice(kept)) dropped();
    return true;
  }

  /** Another hub has ended it, and deleted what said so. */
  #nowEnded(): void {
    const before = this.state;
    this.state = { ...before, ended: true };
    this.#onChange(before);
  }

  #nowStoring(storing: boolean): void {
    if (this.storing === storing) return;
    this.storing = storing;
    if (storing) console.log(`The class "${this.record.name}" is stored again.`);
    this.#onChange(this.state);
  }
}
