import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checksum } from './checksums.ts';

test('the list holds each file once, as it is now, whichever was made first', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'checksums-'));
  try {
    for (const name of ['course.zip', 'course-cmi5.zip']) writeFileSync(path.join(folder, name), name);
    await checksum(folder, ['course.zip']);
    writeFileSync(path.join(folder, 'course.zip'), 'made again');
    await checksum(folder, ['course-cmi5.zip']);
    writeFileSync(path.join(folder, 'gone.zip'), '');
    await checksum(folder, ['gone.zip']);
    rmSync(path.join(folder, 'gone.zip'));
    const all = await checksum(folder, ['course.zip']);
    expect(all.match(/\S+$/gm)).toEqual(['course-cmi5.zip', 'course.zip']);
    if (process.platform === 'linux') execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
