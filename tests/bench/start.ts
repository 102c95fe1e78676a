import { performance } from 'node:perf_hooks';
import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { Program, startServer } from '../support/shell.ts';
import { layOut } from '../support/templates.ts';
import { median, row } from './report.ts';

const rounds = 9;

/** Milliseconds from `node server.ts` in a shell to the first sum that `node client.ts` prints. */
async function fromShell(directory: string): Promise<number> {
  const from = performance.now();
  const { server, port } = await startServer(directory);
  await using _server = server;
  await using client = new Program(directory, ['client.ts'], { PORT: port });
  await client.line(/ = 579/);
  return performance.now() - from;
}

/** Milliseconds from the press of Run to the first call counted on the page, by the page's own clock. */
export async function fromRun(sandbox: SandboxPage): Promise<number> {
  const took = sandbox.root.evaluate(
    (root) =>
      new Promise<number>((resolve) => {
        const run = [...root.querySelectorAll('button')].find((button) => button.textContent === 'Run')!;
        const from = performance.now();
        const calls = () =>
          Number(root.querySelector('[data-stat="calls"] dd')?.textContent?.replaceAll(/\D/g, '') ?? 0);
        const look = () => (calls() > 0 ? resolve(performance.now() - from) : requestAnimationFrame(look));
        run.click();
        // The figures of the run before are still there until the new one begins.
        const begin = () => (calls() === 0 ? look() : requestAnimationFrame(begin));
        begin();
      }),
  );
  const milliseconds = await took;
  await sandbox.press('Stop');
  await sandbox.state('idle');
  return milliseconds;
}

/** Run pressed to first sum, against the same two programs from a shell, in turns. */
export async function bench(): Promise<void> {
  using template = layOut('method-caching', 'solution');
  await using site = await servedSite(4397);
  const sandbox = await SandboxPage.open(site.page, 'method-caching', '?runtime=local', site.base);
  const shell: number[] = [];
  const run: number[] = [];
  for (let round = 0; round < rounds; round++) {
    shell.push(await fromShell(template.directory));
    run.push(await fromRun(sandbox));
  }
  row('shell: first sum after', median(shell), 'ms');
  row('Run pressed: first sum after', median(run), 'ms');
  row('ratio, Run / shell', median(run.map((time, i) => time / shell[i]!)));
}

if (import.meta.main) await bench();
