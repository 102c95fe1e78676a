import { expect, test, vi } from 'vitest';
import { importer } from './importer.ts';

test('what could not be fetched is asked for by another address, until it is there', async () => {
  const address = new URL('./fetch-file.ts', import.meta.url).href;
  const load = vi.fn(() => Promise.reject(new TypeError(`error loading dynamically imported module: ${address}`)));
  const importFile = importer<{ fetchFile: unknown }>(load);
  await expect(importFile()).rejects.toThrow(address);
  const loaded = await importFile();
  expect(loaded.fetchFile).toBeTypeOf('function');
  expect(await importFile()).toBe(loaded);
  expect(load).toHaveBeenCalledOnce();
});

test('an error that names no address leaves nothing but to ask again', async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('no')).mockResolvedValue('there');
  const importFile = importer(load);
  await expect(importFile()).rejects.toThrow('no');
  expect(await importFile()).toBe('there');
});
