import { afterEach, expect, test, vi } from 'vitest';
import { fetchJson } from './fetch-json.ts';

// The files that follow share what this one leaves.
afterEach(() => void vi.unstubAllGlobals());

test('a file in JSON', async () => {
  vi.stubGlobal('fetch', async () => new Response('{"a":1}'));
  expect(await fetchJson('/tree.json', 'connection-lost')).toEqual({ a: 1 });
});

test.each(['Sign in', '{"a":'])('%s in its stead is told by the address', async (text) => {
  vi.stubGlobal('fetch', async () => new Response(text));
  await expect(fetchJson('/tree.json', 'connection-lost')).rejects.toMatchObject({
    reason: { code: 'connection-lost', message: expect.stringMatching(/^\/tree\.json: SyntaxError/) },
  });
});
