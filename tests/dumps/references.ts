// npm run references: snapshots of Node and dumps of .NET, made now, of programs of many kinds, read here and by others: DevTools' own code, and
// `dotnet-gcdump report`. The dumps want the .NET SDK 10 and `dotnet-gcdump` on the path. It fails where a figure differs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';
import { againstDevTools } from './against-devtools.ts';
import { againstReport } from './against-report.ts';

const here = import.meta.dirname;
/** What `heap-of.ts` can fill a heap with. */
const heaps = ['map', 'weak', 'events', 'signal', 'timers', 'arrays', 'closures', 'contexts', 'server', 'modules'];
const folder = mkdtempSync(join(tmpdir(), 'references-'));

function told(name: string, objects: number, differing: number): void {
  const number = (value: number) => value.toLocaleString('en-GB');
  console.log(`${name.padEnd(32)} ${number(objects).padStart(11)} objects, ${number(differing)} figures differ`);
  if (differing) process.exitCode = 1;
}

try {
  for (const kind of heaps) {
    const file = join(folder, `${kind}.heapsnapshot`);
    execFileSync(process.execPath, [join(here, 'heap-of.ts'), kind, file, '5000']);
    const { objects, differing, ours, theirs } = await againstDevTools(file);
    const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    told(
      `${kind}.heapsnapshot`,
      objects,
      differing + [...names].filter((name) => !isDeepStrictEqual(ours[name], theirs[name])).length,
    );
    rmSync(file);
  }
  if (['dotnet', 'dotnet-gcdump'].some((tool) => spawnSync(tool, ['--version']).status !== 0))
    console.log(
      'Not compared: .gcdump, for want of the .NET SDK 10 or dotnet-gcdump (dotnet tool install -g dotnet-gcdump) on the path.',
    );
  else {
    execFileSync(process.execPath, [join(here, 'make.ts'), folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (const packed of readdirSync(folder)
      .filter((file) => file.endsWith('.gcdump.gz'))
      .toSorted()) {
      const unpacked = (file: string) => Uint8Array.from(gunzipSync(readFileSync(join(folder, file))));
      const report = new TextDecoder().decode(unpacked(packed.replace('.gcdump.gz', '.report.txt.gz')));
      const { differing, objects, bytes, table } = await againstReport(unpacked(packed), report);
      const sums = [
        objects.found === objects.reported,
        bytes.found === bytes.reported,
        bytes.shown === bytes.reported,
        table.rows === table.total,
      ];
      told(packed.slice(0, -3), objects.found, differing.length + sums.filter((isEqual) => !isEqual).length);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
