import { afterEach, expect, test, vi } from 'vitest';
import { fetchFile } from './fetch-file.ts';

// The files that follow share what this one leaves.
afterEach(() => void vi.unstubAllGlobals());

test.each([
  ['a page', new Response('<title>Sign in</title>', { headers: { 'Content-Type': 'text/html; charset=utf-8' } })],
  ['an error', new Response('{}', { status: 503, headers: { 'Content-Type': 'application/json' } })],
])('%s in the stead of a file is not taken for it', async (_, response) => {
  vi.stubGlobal('fetch', async () => response);
  await expect(fetchFile('/manifest.json', 'no-compiler')).rejects.toMatchObject({
    reason: { code: 'no-compiler', message: expect.stringContaining(`/manifest.json: HTTP ${response.status}`) },
  });
});
