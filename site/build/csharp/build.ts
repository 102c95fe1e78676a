import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, glob, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chooseClient, wantedClient, whyNotRestored, type CsharpClient } from './client.ts';
import { giveUp, isBuilt, put, stateOf, sweep } from './output.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const templates = path.join(root, 'sandbox-templates');
const cache = path.join(root, 'node_modules/.cache/leak-lab-csharp');
const sources = ['csharp/**/*.{cs,csproj,props}', 'exercises/*/csharp/**/*.cs', 'sum/*.cs'];
const recorder = path.join(root, 'site/sandbox/runtimes/csharp/record-hot-methods.ts');
/** What decides what it records. */
const recording = [
  recorder,
  path.join(root, 'site/sandbox/runtimes/csharp/closure.ts'),
  ...['runtime.ts', 'prompt-timers.ts'].map((name) => path.join(templates, 'guest/tab/csharp', name)),
];
const run = promisify(execFile);
const environment = {
  ...process.env,
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_UI_LANGUAGE: 'en',
  // No server of MSBuild's or the compiler's stays behind.
  DOTNET_CLI_USE_MSBUILD_SERVER: '0',
  MSBUILDDISABLENODEREUSE: '1',
};
/** A machine that waits for a network it does not have is not waited for. */
const patience = 5 * 60_000; // ms
const patienceWithRegistry = 60_000; // ms

/** Where what a page loads for C# lies: `manifest.json`, and the files it names in `files/`; and in `local/` what this machine's .NET runs. */
export type CsharpOutput = string;

/** The folder with what runs C# on this machine's .NET, where it was built of the sources as they are; else null. `SITE_CSHARP=0` leaves it out, too. */
export async function builtHost(): Promise<string | null> {
  if (process.env.SITE_CSHARP === '0') return null;
  const output = path.join(cache, await hashOfSources());
  return (await isBuilt(output)) ? path.join(output, 'local') : null;
}

/**
 * Builds what C# in a tab takes, where the .NET SDK 10 is on the path and NuGet has the packages; one line says so where it cannot be built, and
 * the site is built without. What was built of the same sources is taken again, with the client that was chosen then, and so is that it could
 * not be. `SITE_CSHARP=0` leaves it out, `SITE_MAGICONION` chooses the client.
 */
export async function buildCsharp(log: (line: string) => void = console.log): Promise<CsharpOutput | null> {
  if (process.env.SITE_CSHARP === '0') return null;
  const output = path.join(cache, await hashOfSources());
  const found = await stateOf(output);
  if (await isBuilt(output)) return output;
  const wanted = wantedClient(process.env.SITE_MAGICONION);
  if (found === null) log('C# is built, once for these sources: half a minute. SITE_CSHARP=0 leaves it out.');
  const why = found ?? (await build(output, wanted, log));
  if (why === null) return output;
  const again = why === noDotnet ? '' : ` To try again, remove ${path.relative(root, cache)}.`;
  log(`C# was left out: ${why}${again}`);
  return null;
}

/** Whose client the programs have. */
export async function clientOf(output: CsharpOutput): Promise<CsharpClient> {
  const { client } = JSON.parse(await readFile(path.join(output, 'manifest.json'), 'utf8')) as { client: CsharpClient };
  return client;
}

async function build(output: string, wanted: CsharpClient | null, log: (line: string) => void): Promise<string | null> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'building-'));
  try {
    // In a copy: two builds at once would write over each other's files.
    await cp(path.join(templates, 'csharp'), path.join(work, 'csharp'), {
      recursive: true,
      filter: (file) => !/[\\/](?:bin|obj)$/.test(file),
    });
    const bin = path.join(work, 'bin');
    const made = path.join(work, 'made');
    const project = (name: string) => path.join(work, `csharp/${name}/${name}.csproj`);
    const { client, because } = await chooseClient(wanted, () => restorePackage(project('Host')));
    const whose = client === 'package' ? 'MagicOnion’s own client' : 'our reading of MagicOnion’s client';
    log(`C# has ${whose}: ${because}.`);
    const dotnet = (...args: string[]) => run('dotnet', args, { env: environment, timeout: patience });
    const compile = (how: 'build' | 'publish', name: string, into: string) =>
      dotnet(how, project(name), '-c', 'Release', '-o', into, '-v', 'q', '--disable-build-servers', forClient(client));
    await compile('build', 'Build', bin);
    await dotnet(path.join(bin, 'LeakLab.Build.dll'), templates, made);
    for (const set of ['trimmed.', 'edited.', ''])
      await run(process.execPath, [recorder, made, set], { timeout: patience });
    await compile('publish', 'Local', path.join(made, 'local'));
    await put(made, output);
    await sweep(cache);
    return null;
  } catch (error) {
    const why = whyNot(error);
    // A machine without .NET may have it tomorrow; asking for it costs nothing.
    if (why !== noDotnet) await giveUp(output, why);
    return (await isBuilt(output)) ? null : why;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What tells MSBuild whose client it is (`Directory.Build.props`). */
const forClient = (client: CsharpClient): string => `-p:MagicOnionClient=${client}`;

/** Restores MagicOnion's package with what it needs; null, or why that cannot be. A registry that does not answer is not waited for long. */
async function restorePackage(project: string): Promise<string | null> {
  const args = ['restore', project, '-v', 'q', '-p:NuGetAudit=false', forClient('package')];
  try {
    await run('dotnet', args, { env: environment, timeout: patienceWithRegistry });
    return null;
  } catch (error) {
    const { code, killed, stdout, stderr } = error as Failure;
    if (code === 'ENOENT') throw error; // no .NET
    if (killed) return 'no package registry has answered within a minute';
    return whyNotRestored(`${stdout}\n${stderr}`) ?? 'its package cannot be restored';
  }
}

/** What a program that has failed is told by. */
interface Failure {
  readonly code?: unknown;
  readonly killed?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
}

const noDotnet = 'there is no dotnet on the path (.NET SDK 10).';

function whyNot(error: unknown): string {
  const { code, killed, stdout, stderr } = error as Failure;
  if (code === 'ENOENT') return noDotnet;
  if (killed) return 'dotnet was not done within five minutes.';
  const said = `${stdout ?? ''}\n${stderr ?? ''}`.split('\n').find((line) => line.includes('error'));
  return `dotnet says “${said?.trim() ?? String(error)}”.`;
}

/** Of the sources, and of what may choose the client. */
async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256').update(process.env.SITE_MAGICONION ?? '');
  const files: string[] = [];
  for (const pattern of sources)
    for await (const file of glob(pattern, { cwd: templates }))
      if (!/[\\/](?:bin|obj)[\\/]/.test(file)) files.push(file);
  for (const file of recording) hash.update(await readFile(file));
  for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(path.join(templates, file)));
  return hash.digest('hex').slice(0, 16);
}
