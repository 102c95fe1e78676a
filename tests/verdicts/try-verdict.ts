import type { Sample } from '../../site/sandbox/protocol/samples.ts';
import type { SandboxPage, Verdict } from '../support/sandbox-page.ts';
import { forgetHeard, heardBy } from './overhear.ts';
import type { KnownProgram } from './programs.ts';

/** Looks at the verdict so often. */
const lookEvery = 50; // ms

export interface Outcome {
  readonly result: 'right' | 'open' | 'wrong';
  /** Seconds from Run to the verdict that stood at the end, where that was right. */
  readonly after: number | null;
  /** Changes of verdict after the first that was one. */
  readonly flips: number;
  /** Whether the opposite was said in between. */
  readonly erred: boolean;
  /** All that, to be read. */
  readonly line: string;
}

/** Runs a program for so many seconds, or until its verdict has been right for so many, and looks at what is said of it meanwhile. */
export async function tryVerdict(
  sandbox: SandboxPage,
  { name, truth, text }: KnownProgram,
  limits: { readonly seconds: number; readonly settled: number },
): Promise<{ outcome: Outcome; samples: Sample[] }> {
  const { page, root } = sandbox;
  await sandbox.write(text);
  await forgetHeard(page);
  await sandbox.press('Run');
  const seen = await root.evaluate(
    (root, { seconds, settled, truth, lookEvery }) =>
      new Promise<[verdict: Verdict, at: number][]>((resolve) => {
        const from = performance.now();
        const seen: [Verdict, number][] = [];
        const look = setInterval(() => {
          const { verdict, state } = (root as HTMLElement).dataset as { verdict: Verdict; state: string };
          const at = (performance.now() - from) / 1000;
          // The last run's verdict stands until this one has begun.
          const isLast = !seen.length && at < 1 && (verdict === 'leaking' || verdict === 'steady');
          if (!isLast && seen.at(-1)?.[0] !== verdict) seen.push([verdict, at]);
          const isSettled = verdict === truth && at - (seen.at(-1)?.[1] ?? at) >= settled;
          if (at < seconds && !isSettled && (state !== 'idle' || at < 2)) return;
          clearInterval(look);
          resolve(seen);
        }, lookEvery);
      }),
    { ...limits, settled: Math.min(limits.settled, limits.seconds), truth, lookEvery },
  );
  const growth = await root.getAttribute('data-growth');
  if ((await root.getAttribute('data-state')) !== 'idle') await sandbox.press('Stop');
  await sandbox.state('idle');
  const samples = await heardBy(page);
  const isOne = ([verdict]: (typeof seen)[number]) => verdict === 'leaking' || verdict === 'steady';
  const [last, after] = seen.at(-1)!;
  const firstSaid = seen.findIndex(isOne);
  const outcome = {
    result: !isOne([last, after]) ? 'open' : last === truth ? 'right' : 'wrong',
    after: last === truth ? after : null,
    flips: firstSaid < 0 ? 0 : seen.length - 1 - firstSaid,
    erred: seen.some((said) => isOne(said) && said[0] !== truth),
  } as const;
  const words = [
    outcome.after !== null && `after ${after.toFixed(1)} s`,
    growth && `growth ${growth}`,
    outcome.flips > 0 &&
      seen
        .slice(firstSaid)
        .map(([verdict, at]) => `${verdict} ${at.toFixed(0)} s`)
        .join(', '),
  ];
  const line = [
    name.padEnd(30),
    String(samples.at(-1)?.calls ?? 0).padStart(7),
    'calls ',
    outcome.result.padEnd(6),
    words.filter(Boolean).join('; '),
  ];
  return { outcome: { ...outcome, line: line.join(' ') }, samples };
}
