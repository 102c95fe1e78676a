import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onPath } from './machine/on-path.ts';
import { findPackage } from './machine/packages.ts';

/** How a build begins a line on what will take it long. */
const takesLong = 'C# is built';

/**
 * Builds the site into `dist/`. Of what the build says, `tell` gets at once what will take long, and nothing else: resolves to null, or, where it
 * failed, to all of that.
 * @throws `AbortError` when the signal ended it.
 */
export async function buildSite(
  project: string,
  signal: AbortSignal,
  tell: (line: string) => void = console.log,
): Promise<string | null> {
  const astro = await findPackage('astro', project);
  if (astro === null) return 'Astro is not installed. Run "npm ci" first.';
  const { bin } = JSON.parse(await readFile(path.join(astro, 'package.json'), 'utf8')) as { bin: { astro: string } };
  await using place = await plainPlace(project);
  if (!place)
    return `The site cannot be built in ${project}: Vite does not take a path with one of ${oddCharacters}. Move the checkout, or install Bubblewrap.`;
  const args = ['--disable-sigusr1', place.in(path.join(astro, bin.astro)), 'build'];
  const [program, ...more] = [...place.command, process.execPath, ...args];
  const child = spawn(program!, more, {
    cwd: place.command.length ? '/' : project,
    // This server answers at the root of its own address, wherever the site may be published.
    env: { ...process.env, SITE_URL: undefined, SITE_BASE: undefined, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith(takesLong)) tell(line);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? null : output;
}

/** Vite takes them for a query, a fragment, an escape or a pattern, or cuts a string short with them. */
const oddCharacters = `# ? % * [ ] { } ' " \``;

interface Place extends AsyncDisposable {
  /** What runs a command there. */
  command: string[];
  /** Where a file of the project is there. */
  in(file: string): string;
}

/** Where the project can be built: itself, or, where its path is odd, a mount of it that Bubblewrap makes; null where there is neither. */
async function plainPlace(project: string): Promise<Place | null> {
  const nothing = async () => undefined;
  if (![...project].some((character) => character !== ' ' && oddCharacters.includes(character)))
    return { command: [], in: (file) => file, [Symbol.asyncDispose]: nothing };
  const bubblewrap = process.platform === 'linux' ? await onPath('bwrap') : null;
  if (bubblewrap === null) return null;
  const mount = await mkdtemp(path.join(tmpdir(), 'leak-lab-build-'));
  return {
    command: [
      bubblewrap,
      '--dev-bind',
      '/',
      '/',
      '--bind',
      project,
      mount,
      '--die-with-parent',
      '--chdir',
      mount,
      '--',
    ],
    in(file) {
      const inside = path.relative(project, file);
      // Packages may be linked from elsewhere; the root is mounted as it is, so they are found there.
      return inside.startsWith('..') ? file : path.join(mount, inside);
    },
    [Symbol.asyncDispose]: () => rmdir(mount),
  };
}
