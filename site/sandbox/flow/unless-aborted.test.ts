import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { unlessAborted } from './unless-aborted.ts';

const never = new Promise<never>(() => undefined);

test('is what the promise comes to, and listens to the signal no more', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1);
  await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test.each(['before', 'meanwhile'])('waits for nothing once the signal has come: %s', async (when) => {
  const stop = new AbortController();
  if (when === 'before') stop.abort('stopped');
  const waited = unlessAborted(never, stop.signal);
  stop.abort('stopped');
  await expect(waited).rejects.toBe('stopped');
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});
