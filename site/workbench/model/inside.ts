import { type ReadonlySignal, signal } from '@preact/signals';
import { fromBase64 } from '../../sandbox/protocol/octets.ts';
import type { SnapshotLot } from '../../sandbox/protocol/messages.ts';
import type { Cached } from '../../sandbox/protocol/samples.ts';
import type { SessionEvent, SessionState } from '../../sandbox/run/session.ts';
import type { Place } from './place.ts';
import type { RunList } from './run-list.ts';

/** A heap snapshot of a run. */
export interface TakenSnapshot {
  /** Counts from 1 within a run. */
  readonly number: number;
  /** What the client had made, when it was asked for. */
  readonly calls: number;
  /** V8's `.heapsnapshot`, packed with gzip. */
  readonly file: Blob;
}

/** What the reader looks at inside of the latest run: what is asked of the probe for it, and what the probe tells. */
export class Inside {
  /** What the channels' method caches take in, while the reader looks into them. */
  readonly cached = signal<Cached | null>(null);
  /** What crossed the client's connections in the latest run, in lots as they came; null where that is not recorded. */
  octets: string[] | null = null;
  /** Counts up with them. */
  readonly octetsCame = signal(0);
  /** Heap snapshots of the latest run's client, in the order in which they were taken: the last two. */
  readonly snapshots = signal<readonly TakenSnapshot[]>([]);
  /** Whether one is on its way, or could not be taken. */
  readonly snapshotState = signal<'none' | 'taking' | 'failed'>('none');

  readonly #place: Place;
  readonly #runs: RunList;
  readonly #state: ReadonlySignal<SessionState>;
  #isLooking = false;
  #readsReasons = false;
  #recordsOctets = false;
  /** The client of the latest run has, and takes commands. */
  #hasStarted = false;
  /** Of the snapshot that is on its way. */
  #lots: { readonly calls: number; readonly octets: (Uint8Array<ArrayBuffer> | null)[] } | null = null;

  constructor(place: Place, runs: RunList, state: ReadonlySignal<SessionState>) {
    this.#place = place;
    this.#runs = runs;
    this.#state = state;
  }

  /** Looks into the channels' caches, of this run and those that come, or no more. */
  look(isLooking: boolean): void {
    this.#isLooking = isLooking;
    if (!isLooking) this.cached.value = null;
    this.#place.session?.command({ type: isLooking ? 'look' : 'look-away' });
  }

  /** What a verdict rests on is being read. The browser's own figure slows a program down, so only then is it asked for: once for each run. */
  readReasons(isReading: boolean): void {
    this.#readsReasons = isReading;
    if (isReading) this.#place.session?.command({ type: 'measure' });
  }

  /** Whether runs that begin from now on record what crosses the client's connections. */
  recordOctets(records: boolean): void {
    this.#recordsOctets = records;
    this.tellSession();
  }

  /** Has the session know what it is to record: each time that there is another. */
  tellSession(): void {
    if (this.#place.session) this.#place.session.recordsOctets = this.#recordsOctets;
  }

  /** Asks for a snapshot of the running client's heap, one at a time. Where the place takes none, nothing comes of it. */
  takeSnapshot(): void {
    if (this.#lots || this.#state.value !== 'running') return;
    this.#lots = { calls: this.#runs.latest.value?.run.samples.at(-1)?.calls ?? 0, octets: [] };
    this.snapshotState.value = 'taking';
    // Before that the program could not be asked.
    if (this.#hasStarted) this.#place.session?.command({ type: 'snapshot' });
  }

  /** Takes what the session tells. */
  take(event: SessionEvent): void {
    switch (event.type) {
      case 'run':
        this.#begin();
        break;
      case 'started':
        if (event.program === 'client.ts') this.#ask();
        break;
      case 'cached':
        if (this.#isLooking) this.cached.value = event.cached;
        break;
      case 'octets':
        this.octets?.push(event.lot);
        this.octetsCame.value++;
        break;
      case 'snapshot':
        this.#takeLot(event.lot, event.rest);
        break;
      case 'ended':
        this.#endSnapshot(null);
        break;
    }
  }

  #begin(): void {
    this.cached.value = null;
    this.#hasStarted = false;
    this.#lots = null;
    this.snapshots.value = [];
    this.snapshotState.value = 'none';
    this.octets = this.#recordsOctets ? [] : null;
    this.octetsCame.value++;
  }

  /** Asks the client for what was wanted before it could be asked. */
  #ask(): void {
    this.#hasStarted = true;
    const { session } = this.#place;
    if (this.#isLooking) session?.command({ type: 'look' });
    if (this.#readsReasons) session?.command({ type: 'measure' });
    if (this.#lots) session?.command({ type: 'snapshot' });
  }

  #takeLot(lot: string, rest: SnapshotLot['rest']): void {
    if (!this.#lots) return;
    const { calls, octets } = this.#lots;
    octets.push(fromBase64(lot));
    if (rest === 'more') return;
    const isWhole = rest === 'none' && octets.every((part) => part !== null);
    this.#endSnapshot(isWhole ? { calls, file: new Blob(octets) } : null);
  }

  #endSnapshot(taken: Omit<TakenSnapshot, 'number'> | null): void {
    if (!this.#lots) return;
    this.#lots = null;
    this.snapshotState.value = taken ? 'none' : 'failed';
    const before = this.snapshots.value;
    if (taken) this.snapshots.value = [...before.slice(-1), { ...taken, number: (before.at(-1)?.number ?? 0) + 1 }];
  }
}
