import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeDotnetRecording } from './dotnet.ts';
import { encodeJson } from './recording.ts';

const projects = fileURLToPath(new URL('../../sandbox-templates/dotnet/', import.meta.url));
const recordings = fileURLToPath(new URL('../../lessons/recordings/dotnet/', import.meta.url));

/** The recordings by name: the project and the verb that makes each. */
const known: Readonly<Record<string, readonly [project: string, verb: string]>> = {
  leak: ['Client', 'leak'],
  reuse: ['Client', 'reuse'],
  'with-options': ['Client', 'with-options'],
  hub: ['Client', 'hub'],
  filter: ['Client', 'filter'],
  channels: ['Client', 'channels'],
  cures: ['Client', 'cures'],
  plain: ['Plain', 'cures'],
};

/** Runs the C# and writes `lessons/recordings/dotnet/`. Sets the exit code where that cannot be done here, with why. */
export function recordDotnet(wanted: readonly string[]): void {
  const names = wanted.length ? wanted : Object.keys(known);
  const unknown = names.filter((name) => !(name in known));
  if (unknown.length)
    fail(`There is no recording '${unknown.join("', '")}'. There are: ${Object.keys(known).join(', ')}.`);
  else if (![...new Set(names.map((name) => known[name]![0]))].every(build))
    fail(
      'The C# was not built: it needs the .NET SDK, and the packages that sandbox-templates/dotnet/Directory.Packages.props names.',
    );
  else for (const name of names) record(name);
}

function record(name: string): void {
  const [project, verb] = known[name]!;
  const directory = mkdtempSync(path.join(os.tmpdir(), 'leak-lab-record-'));
  const file = path.join(directory, 'recording.json');
  try {
    if (!dotnet('run', '--no-build', '--project', project, '--', verb, '--output', file))
      return fail(`'${name}' did not run.`);
    const text = encodeJson(JSON.parse(readFileSync(file, 'utf8')));
    decodeDotnetRecording(text);
    mkdirSync(recordings, { recursive: true });
    writeFileSync(path.join(recordings, `${name}.json`), text);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const build = (project: string) => dotnet('build', project, '--nologo', '-v', 'quiet');

const dotnet = (...words: string[]) =>
  spawnSync('dotnet', words, { cwd: projects, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
