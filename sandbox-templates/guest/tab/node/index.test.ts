import stream from 'node:stream';
import { expect, test } from 'vitest';

test('streams hold as much as those of Node 24 before they say that it is enough', async () => {
  stream.setDefaultHighWaterMark(false, 16 * 1024); // as the library has it
  await import('./index.ts');
  expect(stream.getDefaultHighWaterMark(false)).toBe(65_536);
});
