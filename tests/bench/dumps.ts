import { execFileSync } from 'node:child_process';
import { mkdtempSync, openAsBlob, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDump } from '../../site/insight/dumps/read-dump.ts';
import { row } from './report.ts';

/** Objects that the program fills its heap with: some 50 MB of a snapshot, and some 200. */
const sizes = [100_000, 420_000];

/** How long snapshots take to read, and how many times their own size in memory: each in a process of its own, which has read nothing before. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dumps-'));
  try {
    for (const size of sizes) {
      const file = join(folder, `${size}.heapsnapshot`);
      execFileSync(process.execPath, [join(import.meta.dirname, '../dumps/heap-of.ts'), 'map', file, `${size}`]);
      execFileSync(process.execPath, [import.meta.filename, file], { stdio: 'inherit' });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function read(file: string): Promise<void> {
  const { size } = statSync(file);
  const before = process.memoryUsage().rss;
  const most = () => process.resourceUsage().maxRSS * 1024 - before;
  const began = performance.now();
  const dump = await readDump(await openAsBlob(file));
  row('snapshot', size / 1e6, 'MB');
  row('objects', dump.graph.nodeCount);
  row('first table after', (performance.now() - began) / 1000, 's');
  row('memory by then, at most', most() / size, '× the file');
  row('largest retained', Math.max(...dump.retained.subarray(0, 1000)) / 1e6, 'MB');
  row('retained sizes after', (performance.now() - began) / 1000, 's');
  row('memory by then, at most', most() / size, '× the file');
}

if (import.meta.main) await (process.argv[2] ? read(process.argv[2]) : bench());
