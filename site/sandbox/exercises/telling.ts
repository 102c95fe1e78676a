import type { Criterion, Evidence } from './check.ts';

/** When a run has shown enough to take what is missing for missing. */

/** Of a client in TypeScript, and of the same in C# where a third of them does not say as much. */
export type Calls = number | { readonly typescript: number; readonly csharp: number };

/**
 * So many calls of a client in TypeScript, or as many as say the same of one in C#: a third. Its floors are exact, and all that it compiles lies outside of them; and in a
 * tab .NET makes a fifth of the calls that V8 makes meanwhile.
 */
export function ofCalls(calls: Calls, { language = 'typescript' }: Pick<Evidence, 'language'>): number {
  if (typeof calls !== 'number') return calls[language];
  return language === 'csharp' ? Math.ceil(calls / 30) * 10 : calls;
}

/** Calls after which a program that varies what it sends has shown so. */
export const callsThatTell = 1500;
/** A program that calls little, because its calls wait or fail or because it rests between them, has shown so after this time and so many calls. */
const timeThatTells = 5000; // ms
const fewestThatTell = 200;
/** Fewer calls yet tell enough after that time where less than this share of them differs. */
const differing = 0.25;

const answered = ({ served }: Evidence): number => served?.calls ?? 0;
const hasManyCalls = (evidence: Evidence): boolean => answered(evidence) >= ofCalls(callsThatTell, evidence);
const hasCalledLong = (evidence: Evidence): boolean => timeCalling(evidence) >= timeThatTells;

/** Whether there were calls enough, or some over a time long enough. */
export const tells = (evidence: Evidence): boolean =>
  hasManyCalls(evidence) || (hasCalledLong(evidence) && answered(evidence) >= ofCalls(fewestThatTell, evidence));

/** Whether fewer differ than are wanted, and that is not for want of calls. */
export const fallsShort = (distinct: number, wanted: number, evidence: Evidence): boolean =>
  distinct < wanted &&
  (hasManyCalls(evidence) || (hasCalledLong(evidence) && distinct < answered(evidence) * differing));

/** Milliseconds since the first call was answered. */
export function timeCalling({ samples }: Evidence): number {
  const first = samples.find(({ calls }) => calls > 0);
  return first ? samples.at(-1)!.at - first.at : 0;
}

/** So long without an answer, in milliseconds and in samples: a machine that sleeps takes none. */
const silence = { typescript: { milliseconds: 10_000, samples: 50 }, csharp: { milliseconds: 20_000, samples: 100 } };

/** Whether no call has been answered for so long that none can be waited for. */
export function hasFallenSilent({ samples, language = 'typescript' }: Evidence): boolean {
  const { milliseconds, samples: fewest } = silence[language];
  const last = samples.at(-1);
  const since = samples.findLastIndex(({ calls }) => calls !== last?.calls) + 1;
  return last !== undefined && last.at - samples[since]!.at >= milliseconds && samples.length - since >= fewest;
}

/** About how many seconds until so many calls are answered, at the rate so far. */
export function secondsUntil(wanted: number, { samples }: Evidence): Pick<Criterion, 'secondsLeft'> {
  const first = samples.find(({ calls }) => calls > 0);
  const last = samples.at(-1);
  if (!first || !last || last.calls <= first.calls) return {};
  const perSecond = ((last.calls - first.calls) / (last.at - first.at)) * 1000;
  return { secondsLeft: Math.max(0, wanted - last.calls) / perSecond };
}

export const secondsUntilItTells = (evidence: Evidence): Pick<Criterion, 'secondsLeft'> =>
  secondsUntil(ofCalls(callsThatTell, evidence), evidence);
