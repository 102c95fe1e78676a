import { mkdir, mkdtemp, readdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CompileCache } from './compile-cache.ts';
import { removeDirectory } from '../machine/remove-directory.ts';

test('is lent while Node still fills it, writing each entry under another name first', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'compile-cache-'));
  const cache = await CompileCache.in(directory);
  await cache.fill(async (lender) => {
    const version = path.join(await lender.lend(), 'v24');
    await mkdir(version);
    let filling = true;
    const fill = async () => {
      for (let n = 0; filling; n = (n + 1) % 50) {
        await writeFile(path.join(version, `${n}.new`), 'code');
        await rename(path.join(version, `${n}.new`), path.join(version, `${n}`));
      }
    };
    const filled = Promise.all([fill(), fill(), fill()].map((one) => one.catch(() => undefined))); // they take each other's
    for (let time = 0; time < 100; time++) await cache.takeBack(await cache.lend());
    filling = false;
    await filled;
  });
  expect((await readdir(path.join(await cache.lend(), 'v24'))).length).toBeGreaterThan(10);
  await removeDirectory(directory);
});
