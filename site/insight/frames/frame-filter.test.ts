import { expect, test } from 'vitest';
import { everything, FrameFilter } from './frame-filter.ts';
import { Type } from './reader/protocol.ts';
import { Recording } from './reader/recording.ts';

/** Of one octet of payload. */
const frame = (type: number) => [0, 0, 1, type, 0, 0, 0, 0, 1, 0];

test.each([
  ['headers', Type.HEADERS],
  ['window_update', Type.WINDOW_UPDATE],
])('%s are found by the name of their type', (words, type) => {
  const recording = new Recording();
  const bytes = Uint8Array.from([...frame(Type.HEADERS), ...frame(Type.DATA), ...frame(Type.WINDOW_UPDATE)]);
  recording.add({ connection: 1, sent: false, at: 0, bytes });
  const { frames } = new FrameFilter(recording, { ...everything, words }).update(recording.frames.length);
  expect(frames.map((found) => found.type)).toEqual([type]);
});
