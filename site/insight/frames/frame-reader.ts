import { readLot } from '../../sandbox/protocol/octets.ts';
import { FrameFilter, type Wanted } from './frame-filter.ts';
import { CallCounter } from './reader/calls.ts';
import { Recording } from './reader/recording.ts';

/** A run's recording with what is made of it as it grows. */
export class FrameReader {
  readonly recording = new Recording();
  readonly calls = new CallCounter();
  readonly #lots: readonly string[];
  #taken = 0;
  #counted = 0;
  #filter: FrameFilter | null = null;

  constructor(lots: readonly string[]) {
    this.#lots = lots;
  }

  takeIn(): void {
    for (; this.#taken < this.#lots.length; this.#taken++)
      for (const octets of readLot(this.#lots[this.#taken]!)) this.recording.add(octets);
    const { frames } = this.recording;
    for (; this.#counted < frames.length; this.#counted++) this.calls.add(frames[this.#counted]!);
  }

  filter(wanted: Wanted, upTo: number): FrameFilter {
    if (this.#filter?.wanted !== wanted) this.#filter = new FrameFilter(this.recording, wanted);
    return this.#filter.update(upTo);
  }
}
