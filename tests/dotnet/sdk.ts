import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { whyNotRestored } from '../../site/build/csharp/client.ts';
import { root } from '../support/templates.ts';

const run = promisify(execFile);
export const projects = join(root, 'sandbox-templates/dotnet');

/** Why something that needs .NET cannot be done here, in a line; null where it can. */
export type Reason = string | null;

const environment = {
  ...process.env,
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  DOTNET_CLI_UI_LANGUAGE: 'en',
};

/** Of Microsoft's SDK, the version that the projects name, or newer. */
async function noSdk(): Promise<Reason> {
  try {
    const { stdout } = await run('dotnet', ['--version'], { env: environment });
    return Number.parseInt(stdout, 10) >= 10 ? null : `the .NET SDK here is ${stdout.trim()}, and the C# needs 10`;
  } catch {
    return 'there is no .NET SDK on the path';
  }
}

/**
 * Has the packages of projects, each given by its folder, and of all they refer to: in one process, which takes little longer for all than for one. Gives
 * for each group of them why it cannot be built: there is no SDK, or no registry here has its packages.
 */
export async function restore<Group extends string>(groups: Record<Group, string[]>): Promise<Record<Group, Reason>> {
  const sdk = await noSdk();
  const said = sdk ? null : await each('restore', Object.values<string[]>(groups).flat()).then(() => null, outputOf);
  if (said !== null) return notRestored(groups, said);
  return Object.fromEntries(Object.keys(groups).map((group) => [group, sdk])) as Record<Group, Reason>;
}

/** The same by what a restore said that failed. Where that is of projects of no group, it is a lack of what all refer to. */
export function notRestored<Group extends string>(
  groups: Record<Group, readonly string[]>,
  said: string,
): Record<Group, Reason> {
  const errors = said.split('\n').filter((line) => / error /.test(line));
  const of = (folders: readonly string[]) => {
    const named = new RegExp(`[\\\\/](?:${folders.map((folder) => basename(folder)).join('|')})\\.csproj\\b`);
    return errors.filter((line) => named.test(line)).join('\n');
  };
  const all = Object.values<readonly string[]>(groups).flat();
  const common = of(all) ? null : reasonOf(said);
  return Object.fromEntries(
    Object.entries<readonly string[]>(groups).map(([group, folders]) => {
      const own = of(folders);
      return [group, own ? reasonOf(own) : common];
    }),
  ) as Record<Group, Reason>;
}

/**
 * Builds projects that are restored, with all they refer to: in one process, which compiles itself for most of its time, and spends none on how it could
 * do better the next time.
 * @throws with what the compiler says: code that does not compile is an error.
 */
export async function build(...folders: string[]): Promise<void> {
  try {
    await each('build', folders, '--no-restore');
  } catch (error) {
    throw new Error(`The C# does not compile.\n${outputOf(error)}`);
  }
}

/** Has one process do that with each project, one after the other. */
async function each(what: 'restore' | 'build', folders: readonly string[], ...options: string[]): Promise<void> {
  const files = folders.map((folder) => join(folder, `${basename(folder)}.csproj`)).join(';');
  await run('dotnet', [what, join(import.meta.dirname, 'Each.proj'), ...options, '-m:1', '-v', 'quiet'], {
    env: { ...environment, LEAK_LAB_PROJECTS: files, DOTNET_TieredPGO: '0' },
    maxBuffer: 2 ** 24,
  });
}

/** Anything but a lack of packages is a fault of the projects. */
function reasonOf(output: string): string {
  const reason = whyNotRestored(output);
  if (reason === null) throw new Error(`The C# projects cannot be restored.\n${output}`);
  return reason;
}

const outputOf = (error: unknown) => {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return stdout + stderr || String(error);
};

/** Where a built project's program is. */
export const program = (project: string, directory = projects) =>
  join(directory, project, `bin/Debug/net10.0/LeakLab.${project}.dll`);

/** Runs `dotnet <dll> …words`, and gives what it printed. @throws where it ends badly. */
export async function dotnet(dll: string, ...words: string[]): Promise<string> {
  const { stdout } = await run('dotnet', [dll, ...words], { env: environment, maxBuffer: 2 ** 24 });
  return stdout;
}

/** A server of ours in C#: it says its port, and serves until its input ends. */
export class DotnetServer {
  readonly address: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: string) {
    this.#child = child;
    this.address = `http://127.0.0.1:${port}`;
  }

  /** @throws where it ends before it listens. */
  static async start(dll: string, ...words: string[]): Promise<DotnetServer> {
    const child = spawn('dotnet', [dll, ...words], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
    for await (const line of createInterface(child.stdout)) {
      const port = /listens on port (\d+)/.exec(line)?.[1];
      if (port) return new DotnetServer(child, port);
    }
    throw new Error(`${dll} ended before it listened.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.stdin!.end();
    await ended;
  }
}
