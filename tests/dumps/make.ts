// Makes heap dumps of real .NET programs (Programs/) and writes them to a folder, each with what `dotnet-gcdump report` says of it:
//   node tests/dumps/make.ts <folder> [name …]
// It wants the .NET SDK 10 and `dotnet-gcdump` on the path (dotnet tool install -g dotnet-gcdump), and NuGet. A dump holds the paths of the program's
// modules: the programs are built into /tmp/app, which says nothing of whose machine it was.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const run = promisify(execFile);
const here = import.meta.dirname;
const app = '/tmp/app';

/** By name: the program, and how much of it. */
const dumps: Readonly<Record<string, readonly [kind: string, size: number]>> = {
  'leak-100': ['leak', 100],
  'leak-1000': ['leak', 1000],
  reuse: ['reuse', 1000],
  channels: ['channels', 40],
  'web-100': ['web', 100],
  'web-400': ['web', 400],
  game: ['game', 2000],
  arrays: ['arrays', 300],
  types: ['types', 3],
  events: ['events', 500],
  timers: ['timers', 500],
  static: ['static', 1500],
  'cache-1000': ['cache', 1000],
  'cache-3000': ['cache', 3000],
  cancellation: ['cancellation', 500],
  nodes: ['nodes', 4000],
};

async function dump(name: string, folder: string, address: string): Promise<void> {
  const [kind, size] = dumps[name]!;
  const program = spawn('dotnet', [join(app, 'Programs.dll'), kind, String(size), address], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DOTNET_TieredPGO: '0' },
  });
  const [pid] = (await once(createInterface(program.stdout), 'line')) as [string];
  const file = join(folder, `${name}.gcdump`);
  rmSync(file, { force: true });
  await run('dotnet-gcdump', ['collect', '-p', pid, '-o', file]);
  const { stdout: report } = await run('dotnet-gcdump', ['report', file], { maxBuffer: 2 ** 28 });
  program.stdin.end();
  await once(program, 'exit');
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  writeFileSync(join(folder, `${name}.report.txt.gz`), gzipSync(report, { level: 9 }));
  rmSync(file);
  console.log(name);
}

const [folder, ...names] = process.argv.slice(2);
if (!folder) throw new Error('node tests/dumps/make.ts <folder> [name …]');
mkdirSync(folder, { recursive: true });
await run('dotnet', [
  'publish',
  join(here, 'Programs'),
  '-c',
  'Release',
  '-o',
  app,
  '--artifacts-path',
  `${app}-build`,
]);
const server = spawn(process.execPath, ['server.ts'], {
  cwd: join(here, '../../sandbox-templates/sum'),
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [greeting] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
  const port = /port (\d+)/.exec(greeting)![1];
  for (const name of names.length ? names : Object.keys(dumps)) await dump(name, folder, `http://127.0.0.1:${port}`);
} finally {
  server.kill();
}
