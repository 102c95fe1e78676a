import { execFile } from 'node:child_process';
import { realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { builtHost } from '../../build/csharp/build.ts';
import { explainDotnetExit } from '../../sandbox/errors/explain-dotnet-exit.ts';
import type { DotnetMissing, DotnetProgram } from '../../sandbox/runtimes/local/protocol.ts';
import { heapCapMegabytes, youngGenerationMegabytes, type Engine } from './engine.ts';
import { exhausted } from './exhausted.ts';
import { onPath } from '../machine/on-path.ts';
import { callFilter } from '../walls/system-calls.ts';
import type { Wall } from '../walls/wall.ts';

/** This machine's .NET, which runs programs in C# as it would in production. */
export interface Dotnet {
  /** Such as `10.0.12`. */
  readonly version: string;
  /** What runs the program, which sees and may write this directory. */
  engine(program: DotnetProgram, directory: string): Engine;
}

export interface NoDotnet {
  readonly missing: DotnetMissing;
}

const run = promisify(execFile);
/** Not told again each time that a page asks. */
let lastTold = '';
/** A page waits for the answer. */
const patience = { timeout: 4000, killSignal: 'SIGKILL' } as const; // ms
const hexadecimal = (megabytes: number): string => (megabytes * 2 ** 20).toString(16);

/** What .NET is told, each as https://learn.microsoft.com/dotnet/core/runtime-config/ has it. */
const settings: NodeJS.ProcessEnv = {
  DOTNET_GCHeapHardLimit: hexadecimal(heapCapMegabytes),
  DOTNET_GCgen0size: hexadecimal(youngGenerationMegabytes),
  DOTNET_gcServer: '0',
  // A thread's stack counts as memory taken, used or not: with Linux' 8 MB each, a program would have 150 threads at most. This is what Windows gives.
  DOTNET_Thread_DefaultStackSize: '180000',
  // A thread's arena has 64 MB of the program's addresses, which are capped.
  MALLOC_ARENA_MAX: '2',
  // No socket in /tmp for debuggers and tools, which is not to be written.
  DOTNET_EnableDiagnostics: '0',
  // Each page of code is else mapped twice, by way of a file: a fifth of the start.
  DOTNET_EnableWriteXorExecute: '0',
};

/**
 * Looks for a .NET 10 on the path that runs the site's host behind the wall; `filter` is where to put what programs may not ask of the system.
 * Only where the machine has a real wall: .NET has nothing like Node's permission model.
 */
export async function findDotnet(wall: Wall, filter: string): Promise<Dotnet | NoDotnet> {
  const { confine } = wall;
  const calls = callFilter();
  if (!confine || !calls) return { missing: 'no-wall' };
  try {
    const [host, dotnet] = await Promise.all([builtHost(), onPath('dotnet')]);
    const root = dotnet && (await rootOf(dotnet));
    if (!root) return { missing: 'no-dotnet' };
    if (!host) return { missing: 'not-built' };
    await writeFile(filter, calls);
    // In somebody's home, their certificates lie beside these.
    const runtime = ['dotnet', 'host', 'shared'].map((name) => path.join(root, name));
    const start = (writable: readonly string[], more: readonly string[]) => {
      const view = { readable: [...runtime, host], writable, lent: [] };
      return confine(view, [path.join(root, 'dotnet'), path.join(host, 'LeakLab.Host.dll'), ...more], filter);
    };
    // With what every program is given to see.
    const { file, args } = start([], ['--version']);
    const { stdout } = await run(file, args, { env: settings, ...patience });
    return {
      version: stdout.trim(),
      engine: (program, directory) => ({
        command: () => start([directory], []),
        env: settings,
        first: program,
        explain: (exit, told, heapUsed) =>
          explainDotnetExit({ ...exit, heapCap: heapCapMegabytes * 2 ** 20, heapUsed }, told),
      }),
    };
  } catch (error) {
    // What has run out here says nothing of .NET, and whoever asks next may find enough.
    if (exhausted(error)) return { missing: 'no-dotnet' };
    const { stderr, message } = error as Error & { stderr?: string };
    const why = `.NET does not run programs here (${(stderr || message).trim()}). C# runs in the browser’s tab alone.`;
    if (why !== lastTold) console.warn(why);
    lastTold = why;
    return { missing: 'no-dotnet' };
  }
}

/** The folder that the .NET 10 which this command runs lies in, with its `dotnet`; null where it has none. */
async function rootOf(program: string): Promise<string | null> {
  const { stdout } = await run(program, ['--list-runtimes'], patience);
  const shared = /^Microsoft\.NETCore\.App 10\.\S+ \[(.+)\]$/m.exec(stdout)?.[1];
  return shared === undefined ? null : realpath(path.join(shared, '../..'));
}
