import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    const line = (text: string, name: string) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`;
    expect(all).toBe(line('course-cmi5.zip', 'course-cmi5.zip') + line('made again', 'course.zip'));
    expect(readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8')).toBe(all);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
