// npm run check: what can be said of the code without running it. All at once; each fault by its file and line.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const form = 'form (Biome)';

/** What each step looks for, and the program that does, with its arguments. The slowest first. */
const steps: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  'strings that nothing says': ['node', 'tests/unused-strings.ts'],
  'types (tsc)': ['tsc', '--noEmit', '--pretty', 'false'],
  'promises (oxlint)': ['oxlint', '--format', 'unix', '.'],
  'nothing unused (knip)': ['knip', '--no-progress', '--no-config-hints'],
  'faults, layers, circles (Biome)': [
    'biome',
    'check',
    '--formatter-enabled=false',
    '--error-on-warnings',
    '--reporter=concise',
    '--max-diagnostics=none',
    '--diagnostic-level=warn',
    '.',
  ],
  // Its short report has no line: the long one shows what each should be.
  [form]: ['biome', 'format', '--max-diagnostics=none', '.'],
};

interface Outcome {
  ok: boolean;
  output: string;
  seconds: number;
}

function run([program, ...args]: readonly [string, ...string[]]): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    const end = (ok: boolean, text: string) =>
      resolve({ ok, output: text, seconds: (performance.now() - started) / 1000 });
    // npm puts the packages' programs on the path; on Windows they are scripts of its shell.
    const child = spawn(program, args, { cwd: root, shell: process.platform === 'win32' });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', (error) => end(false, `${program} did not start: ${error.message}. Run it as: npm run check`));
    child.once('close', (code) => end(code === 0, Buffer.concat(output).toString()));
  });
}

const waiting = Object.entries(steps);
let failed = false;

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [name, command] = step;
    const { ok, output, seconds } = await run(command);
    console.log(`${ok ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s`);
    if (!ok) console.log(output.trim());
    if (!ok && name === form) console.log('Mend it by: npm run format');
    failed ||= !ok;
  }
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, work));
process.exitCode = failed ? 1 : 0;
