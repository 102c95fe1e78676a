// npm run verdicts [word …]: runs programs of known truth in a real browser, and says which verdicts were right, open or wrong, how soon they came and
// how often they changed. `RUNS=3 SECONDS=40 RUNTIMES=local,tab npm run verdicts slow` runs those with "slow" in their names three times each.
// `RECORD=1` keeps what they sampled, for the judge to be tested by (`streams.ts`).
import type { Page } from '@playwright/test';
import type { Sample } from '../../site/sandbox/samples.ts';
import { median } from '../../site/sandbox/statistics.ts';
import { SandboxPage, type Verdict } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { knownPrograms, type KnownProgram } from './programs.ts';
import { keepStream } from './streams.ts';

const runs = Number(process.env.RUNS ?? 1);
const seconds = Number(process.env.SECONDS ?? 40);
const runtimes = (process.env.RUNTIMES ?? 'local,tab').split(',');
/** Looks at the verdict so often. */
const lookEvery = 50; // ms

interface Outcome {
  readonly result: 'right' | 'open' | 'wrong';
  /** Seconds from Run to the verdict that stood at the end, where that was right. */
  readonly after: number | null;
  /** Changes of verdict after the first that was one. */
  readonly flips: number;
  /** Whether the opposite was said in between. */
  readonly erred: boolean;
}

/** The page keeps the samples that come to it, whichever way. */
function overhear(): void {
  const heard: unknown[] = [];
  Object.assign(globalThis, { heard });
  const hear = (message: { type?: string; sample?: unknown } | null | undefined) => {
    if (message?.type === 'sample') heard.push(message.sample);
  };
  for (const [type, read] of [
    [MessagePort, (data: unknown) => data],
    [WebSocket, (data: unknown) => (JSON.parse(String(data)) as { message?: unknown }).message],
  ] as const) {
    const { set, ...rest } = Object.getOwnPropertyDescriptor(type.prototype, 'onmessage')!;
    Object.defineProperty(type.prototype, 'onmessage', {
      ...rest,
      set(listener: (event: MessageEvent) => void) {
        set!.call(this, (event: MessageEvent) => {
          hear(read(event.data) as { type?: string });
          listener.call(this, event);
        });
      },
    });
  }
}

async function run(
  sandbox: SandboxPage,
  { truth, text }: KnownProgram,
): Promise<{ outcome: Outcome; samples: Sample[] }> {
  await sandbox.write(text);
  await sandbox.page.evaluate(() => void ((globalThis as unknown as { heard: unknown[] }).heard.length = 0));
  await sandbox.press('Run');
  const seen = await sandbox.root.evaluate(
    (root, { seconds, lookEvery }) =>
      new Promise<[verdict: Verdict, at: number][]>((resolve) => {
        const from = performance.now();
        const seen: [Verdict, number][] = [];
        const look = setInterval(() => {
          const { verdict, state } = (root as HTMLElement).dataset as { verdict: Verdict; state: string };
          const at = (performance.now() - from) / 1000;
          if (seen.at(-1)?.[0] !== verdict) seen.push([verdict, at]);
          if (at < seconds && (state !== 'idle' || at < 2)) return;
          clearInterval(look);
          resolve(seen);
        }, lookEvery);
      }),
    { seconds, lookEvery },
  );
  if ((await sandbox.root.getAttribute('data-state')) !== 'idle') await sandbox.press('Stop');
  await sandbox.state('idle');
  const samples = await sandbox.page.evaluate(() => (globalThis as unknown as { heard: Sample[] }).heard);
  const said = seen.filter(([verdict]) => verdict === 'leaking' || verdict === 'steady');
  const [last, after] = seen.at(-1)!;
  const isOpen = last !== 'leaking' && last !== 'steady';
  const firstSaid = seen.findIndex(([verdict]) => verdict === 'leaking' || verdict === 'steady');
  return {
    outcome: {
      result: isOpen ? 'open' : last === truth ? 'right' : 'wrong',
      after: last === truth ? after : null,
      flips: firstSaid < 0 ? 0 : seen.length - 1 - firstSaid,
      erred: said.some(([verdict]) => verdict !== truth),
    },
    samples,
  };
}

async function open(page: Page, runtime: string, base: string): Promise<SandboxPage> {
  return SandboxPage.open(page, 'method-caching', `?runtime=${runtime}`, base);
}

const programs = knownPrograms(process.argv.slice(2));
await using site = await servedSite(Number(process.env.PORT ?? 4394));
await site.page.addInitScript(overhear);
for (const runtime of runtimes) {
  const outcomes: Outcome[] = [];
  const sandbox = await open(site.page, runtime, site.base);
  for (const program of programs) {
    for (let index = 0; index < runs; index++) {
      const { outcome, samples } = await run(sandbox, program);
      outcomes.push(outcome);
      const { result, after, flips, erred } = outcome;
      const words = [
        after !== null && `after ${after.toFixed(1)} s`,
        flips > 0 && `${flips} changes`,
        erred && 'the opposite in between',
      ];
      console.log(
        `${runtime.padEnd(6)} ${program.name.padEnd(28)} ${String(samples.at(-1)?.calls ?? 0).padStart(7)} calls  ${result.padEnd(6)} ${words.filter(Boolean).join(', ')}`,
      );
      if (process.env.RECORD && index === 0) keepStream(runtime, program.name, samples);
    }
  }
  const count = (result: Outcome['result']) => outcomes.filter((outcome) => outcome.result === result).length;
  const times = outcomes.flatMap(({ after }) => after ?? []);
  console.log(
    `${runtime}: right ${count('right')}, open ${count('open')}, wrong ${count('wrong')} of ${outcomes.length}; the opposite in between: ${outcomes.filter(({ erred }) => erred).length}; ` +
      `more than one change: ${outcomes.filter(({ flips }) => flips > 1).length}; median ${median(times).toFixed(1)} s, latest ${Math.max(...times).toFixed(1)} s`,
  );
}
