import process from 'node:process';
import { setImmediate, setInterval } from 'node:timers';
import type { Sample } from '../../site/sandbox/protocol/samples.ts';
import type { CallObjects } from './live-objects.ts';
import { runClock } from './run-clock.ts';
import type { Calls } from './watch-calls.ts';

/** What a heap holds now, in bytes; null what the place cannot tell. */
export interface Held {
  readonly used: number | null;
  readonly buffers: number | null;
}

/** A heap that can be made to collect. */
export interface Heap {
  readonly source: Sample['source'];
  readonly held: () => Held;
  /** Bytes of data alone. Asked right after a collection. */
  readonly data?: () => number;
  /**
   * Brings about a full collection and calls `done` right after it, with a promise that resolves when FinalizationRegistry has told of all that
   * went; with null where none came.
   */
  readonly collect: (done: (countedOut: Promise<void> | null) => void) => void;
  /** A collection that held the program up for so long is followed by so many times as long a rest. */
  readonly restFor: number;
}

const sampleEvery = 100; // ms; a browser's figure is renewed every 50 ms
const collectEvery = { least: 400, most: 2000 }; // ms
/** So many collections come as fast as may be, whatever they cost: a first verdict is wanted, and a second later there are too few calls to miss. */
const atOnce = 8;
/** So long a collection waits for a quiet moment: what a call that is half done holds would be taken for kept. */
const quietWithin = 600; // ms
/** Looks back so many samples for how few calls this program has under way at its quietest. */
const quietestOf = 20;

/**
 * Samples the heap from now until the program ends, without keeping it alive, and has it collected now and then: what that leaves is the floor.
 * A floor is taken between two calls, where the program makes one after the other, else when few are under way.
 */
export class HeapWatch {
  readonly #heap: Heap;
  readonly #calls: Calls;
  readonly #objects: CallObjects;
  readonly #report: (sample: Sample) => void;
  #nextCollection = runClock() + collectEvery.least;
  #patience = quietWithin;
  #collections = 0;
  #collecting = false;
  #open: number[] = [];

  constructor(heap: Heap, calls: Calls, objects: CallObjects, report: (sample: Sample) => void) {
    [this.#heap, this.#calls, this.#objects, this.#report] = [heap, calls, objects, report];
    report(this.#sample());
    setInterval(() => this.#tick(), sampleEvery).unref();
    process.on('exit', () => report(this.#sample()));
  }

  /** Asks for a sample out of turn. */
  soon(): void {
    setImmediate(() => this.#collecting || this.#report(this.#sample()));
  }

  /** Asks for a collection out of turn. One that is due already is not put off: asked for again and again, it would never come. */
  collectSoon(): void {
    this.#nextCollection = Math.min(this.#nextCollection, runClock());
  }

  #tick(): void {
    const { open } = this.#calls;
    this.#open.push(open);
    if (this.#open.length > quietestOf) this.#open.shift();
    // Where bytes are read, the next figure is to be that after the collection. Elsewhere the program is alive, and says so.
    if (this.#collecting && this.#heap.source !== 'objects') return;
    this.#report(this.#sample());
    const late = runClock() - this.#nextCollection;
    if (this.#collecting || late < 0) return;
    const isQuiet = open <= Math.min(...this.#open);
    if (isQuiet && (open === 0 || this.#heap.source !== 'v8')) this.#collect();
    else if (late > this.#patience) {
      // Where waiting did not help, the next collection waits less.
      this.#patience /= 2;
      this.#collect();
    } else this.#calls.onQuiet = () => this.#collect();
  }

  #collect(): void {
    this.#calls.onQuiet = null;
    this.#collecting = true;
    if (this.#calls.open === 0) this.#patience = quietWithin;
    const from = runClock();
    this.#heap.collect((countedOut) => {
      const sample = this.#sample();
      const rest = ++this.#collections < atOnce ? 0 : (sample.at - from) * this.#heap.restFor;
      this.#nextCollection = sample.at + Math.min(collectEvery.most, Math.max(collectEvery.least, rest));
      if (!countedOut) return this.#end(sample);
      const floor = { heapAfterGc: sample.heapUsed, dataAfterGc: this.#heap.data?.() ?? null };
      const left = this.#objects.mark();
      void countedOut.then(() => {
        // What buffers took is given back only now.
        const { buffers } = this.#heap.held();
        this.#end({ ...sample, ...floor, buffers, alive: left() });
      });
    });
  }

  #end(sample: Sample): void {
    this.#collecting = false;
    this.#report(sample);
  }

  #sample(): Sample {
    const { used, buffers } = this.#heap.held();
    return {
      at: runClock(),
      ...this.#calls.counts(),
      alive: null,
      heapUsed: used,
      heapAfterGc: null,
      dataAfterGc: null,
      buffers,
      source: this.#heap.source,
    };
  }
}
