import { SandboxPage, type Verdict } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { median, row } from './report.ts';

/** How often each program is run, and where: `RUNS=20 RUNTIMES=tab EXERCISES=method-caching npm run bench verdicts`. */
const runs = Number(process.env.RUNS ?? 2);
/** How long a learner watches a run. */
const seconds = 10;
const exercises = (process.env.EXERCISES ?? 'channel-reuse,method-caching,with-options').split(',');
const runtimes = (process.env.RUNTIMES ?? 'local,tab').split(',');

/** Whether the verdict of a run is right by the time a learner would have read the chart, and how soon: start leaks, solution is steady. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4393);
  for (const runtime of runtimes) {
    for (const exercise of exercises) {
      const sandbox = await SandboxPage.open(site.page, exercise, `?runtime=${runtime}`, site.base);
      await watch(sandbox, `${runtime}, ${exercise}, as given`, 'leaking');
      await sandbox.press('Solution');
      await sandbox.press('Apply solution');
      await watch(sandbox, `${runtime}, ${exercise}, solved`, 'steady');
    }
  }
}

async function watch(sandbox: SandboxPage, name: string, right: Verdict): Promise<void> {
  const times: number[] = [];
  let wrong = 0;
  for (let run = 0; run < runs; run++) {
    await sandbox.press('Run');
    await sandbox.state('running');
    const seen = await sandbox.root.evaluate(
      (root, seconds) =>
        new Promise<[verdict: string, at: number][]>((resolve) => {
          const from = performance.now();
          const seen: [string, number][] = [];
          const look = setInterval(() => {
            const verdict = (root as HTMLElement).dataset.verdict!;
            const at = performance.now() - from;
            if (seen.at(-1)?.[0] !== verdict) seen.push([verdict, at]);
            if (at < seconds * 1000) return;
            clearInterval(look);
            resolve(seen);
          }, 50);
        }),
      seconds,
    );
    await sandbox.press('Stop');
    await sandbox.state('idle');
    const final = seen.at(-1)!;
    if (final[0] === right) times.push(final[1]);
    if (seen.some(([verdict]) => verdict !== right && (verdict === 'leaking' || verdict === 'steady'))) wrong++;
  }
  row(`${name}: ${right} after ${seconds} s, of ${runs} runs`, times.length);
  row(`${name}: another verdict in between, or at the end`, wrong);
  if (times.length) {
    row(`${name}: the verdict came after, in the middle`, median(times) / 1000, 's');
    row(`${name}: the latest`, Math.max(...times) / 1000, 's');
  }
}

if (import.meta.main) await bench();
