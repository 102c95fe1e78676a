import { summary } from './reader/describe.ts';
import { frameType } from './reader/protocol.ts';
import type { Frame, Recording } from './reader/recording.ts';

export interface Wanted {
  /** A frame type's number; null for all. */
  readonly type: number | null;
  /** One call's frames; null for all. */
  readonly call: Pick<Frame, 'connection' | 'stream'> | null;
  /** Words that a frame's type, its summary or one of its fields has, in whatever case. */
  readonly words: string;
}

export const everything: Wanted = { type: null, call: null, words: '' };

/** Which of a recording's frames are wanted. Looks at each once, as they come. */
export class FrameFilter {
  readonly wanted: Wanted;
  /** In order. */
  readonly frames: Frame[] = [];
  readonly #recording: Recording;
  #seen = 0;

  constructor(recording: Recording, wanted: Wanted) {
    [this.#recording, this.wanted] = [recording, wanted];
  }

  /** Takes in what has come since, of so many frames in all. */
  update(upTo: number): this {
    const { frames } = this.#recording;
    for (; this.#seen < upTo; this.#seen++) {
      const frame = frames[this.#seen]!;
      if (this.#wants(frame)) this.frames.push(frame);
    }
    return this;
  }

  #wants(frame: Frame): boolean {
    const { type, call, words } = this.wanted;
    if (type !== null && frame.type !== type) return false;
    if (call && (frame.connection !== call.connection || frame.stream !== call.stream)) return false;
    if (!words) return true;
    const sought = words.toLowerCase();
    const texts = [
      frameType(frame.type),
      summary(this.#recording, frame),
      ...(frame.fields ?? []).map(({ name, value }) => `${name}: ${value}`),
    ];
    return texts.some((text) => text.toLowerCase().includes(sought));
  }
}
