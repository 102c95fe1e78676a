import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { behindEachWall } from '../testing/behind-walls.ts';
import { removeDirectory } from '../machine/remove-directory.ts';
import { project, textOf } from '../testing/support.ts';
import { createWorkspace } from '../sandbox/workspace.ts';

behindEachWall((walled) => {
  const { missing } = walled;

  test.skipIf(missing)(
    'no program plants code in what runs after it, in the place of the file that it is of',
    async () => {
      // Where nothing is compiled yet, Node takes whatever comes first.
      const cold = { ...(await createWorkspace(project)), wall: walled.workspace.wall };
      const caches = () => readdir(path.join(cold.root, 'compile-cache'));
      const planted = await walled.run(planting, cold);
      expect(textOf(planted, 'stdout')).toMatch(/^planted .*preload\.ts .*probe\.ts .*confine\.ts .*grpc-js/m);
      const after = await walled.run(`import '@grpc/grpc-js'; console.log('as it was');`, cold);
      expect([textOf(after, 'stdout'), textOf(after, 'stderr')]).toEqual(['as it was\n', '']);
      // Each has one of its own, which goes with it. Left are the server's, and one that the next would have.
      await vi.waitFor(async () => expect(await caches()).toHaveLength(2));
      await removeDirectory(cold.root);
    },
  );
});

/**
 * A program that has Node compile a text of its own under the names of files that the next program will load. Node's cache tells texts by length
 * and CRC-32, so it gives its own the same: four octets at the end do.
 */
const planting = `import fs from 'node:fs'; import module from 'node:module'; import { crc32 } from 'node:zlib';
const table = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n; });
const last4 = (text, wanted) => {
  const steps = [];
  for (let i = 0, crc = ~wanted >>> 0; i < 4; i++) {
    const step = table.findIndex((value) => value >>> 24 === crc >>> 24);
    steps.unshift(step);
    crc = ((crc ^ table[step]) << 8) >>> 0;
  }
  let crc = ~crc32(text) >>> 0;
  return Buffer.from(steps.map((step) => { const octet = (step ^ crc) & 255; crc = table[step] ^ (crc >>> 8); return octet; }));
};
const forged = (text, genuine) => {
  const size = Buffer.byteLength(genuine);
  for (let n = 0; ; n++) {
    const start = Buffer.from((text + '//' + n).padEnd(size - 4, 'x'));
    const end = last4(start, crc32(genuine));
    if (end.every((octet) => octet > 31 && octet < 127)) return Buffer.concat([start, end]).toString();
  }
};
const files = [
  ...process.execArgv.filter((flag) => flag.startsWith('--import=')).map((flag) => flag.slice(9)),
  ...['./confine.ts', './stripped.ts'].map((name) => new URL(name, process.execArgv.find((flag) => /^--import=.*preload.ts$/.test(flag)).slice(9)).href),
  import.meta.resolve('@grpc/grpc-js'),
];
for (const url of files) {
  const genuine = fs.readFileSync(new URL(url), 'utf8');
  const text = forged('console.log("planted: " + import.meta?.url);'.replace('import.meta?.url', JSON.stringify(url)), genuine);
  if (crc32(text) !== crc32(genuine)) throw new Error('Not forged.');
  for (const name of [url, new URL(url).pathname])
    for (const kind of ['module-typescript', 'commonjs-typescript', 'commonjs'])
      for (const one of [';'.repeat(9), text])
        try { new module('').constructor.prototype._compile.call(new module(''), one, name, kind); } catch {}
}
console.log('planted ' + files.join(' '));`;
