import type { Evidence, Rule } from './check.ts';
import { held, risen } from './held.ts';
import { callsThatTell, ofCalls, timeCalling, type Calls } from './telling.ts';

/** About as long as a verdict takes, in milliseconds from the first call. */
const verdictTakes = { typescript: 6000, csharp: 3000 };

/** On a machine so slow that a program has made few calls by then, growth may be its warm-up still. */
const timeOfWarmUp = 15_000; // ms
/** A program has no time for it that fills its heap within so many seconds. */
const soonFull = 20;

/** Growth a call that is no warm-up, whatever warms up; less than that is believed once it has gone on for so long, and by so many times what a warm-up may bring. */
const plain = 200; // bytes
const goesOnFor = 6000; // ms
const beyondWarmUp = 2;

/** Whether a leak is known by a count, or there has been enough of the run to tell what grows from what warms up. */
function isSureLeak(evidence: Evidence, fills: number): boolean {
  const { verdict, samples } = evidence;
  if (verdict.kind !== 'leaking') return false;
  if (verdict.culprit || verdict.unit === 'objects' || (verdict.secondsToLimit ?? Infinity) < soonFull) return true;
  const calls = samples.at(-1)?.calls ?? 0;
  // Where none is made, nothing that calls bring can fill or warm up.
  const mayWarmUp = calls < fills || (calls < callsThatTell && timeCalling(evidence) < timeOfWarmUp);
  if (calls > 0 && mayWarmUp) return false;
  const { points = [], allowance = 0 } = verdict.basis ?? {};
  const { perCall } = verdict.growth;
  const isPlain = perCall !== null && perCall.low >= plain;
  // Once given, a verdict stands until it is contradicted. What has stopped since is no leak for certain.
  if (perCall && perCall.low <= (isPlain ? 1 : beyondWarmUp) * allowance) return false;
  const wentOnFor = points.length ? points.at(-1)!.at - points[0]!.at : 0;
  return isPlain || wentOnFor >= goesOnFor;
}

/** No exercise is about less than this: a pair of numbers kept for each call leaves it. */
const leastOfExercises = 45; // bytes a call
/** In a tab's rough floors, what warms up looks like a small leak for long: solutions leave 10 to 30. */
const surelyLess = 32; // bytes a call
/** Through fewer points, a line may lie close by chance. */
const pointsThatTell = 6;

/** Of a tab, where there is no verdict yet: more than a call leaves, where that is too little for the leak of any exercise. Else 0. */
function tooLittleForLeak({ verdict, samples }: Evidence): number {
  if (samples.at(-1)?.source !== 'tab' || (samples.at(-1)?.calls ?? 0) < callsThatTell) return 0;
  if (verdict.kind !== 'not-enough-data' || (verdict.missing !== 'noisy' && verdict.missing !== 'warming-up')) return 0;
  const most = verdict.growth?.perCall?.high ?? Infinity;
  return (verdict.basis?.points.length ?? 0) >= pointsThatTell && most <= surelyLess ? Math.max(1, Math.ceil(most)) : 0;
}

/** Whether it is said to be steady with a bound that is too coarse yet for the leak of an exercise. */
const mayHideLeak = ({ verdict }: Evidence): boolean =>
  verdict.kind === 'steady' && verdict.isCoarse && (verdict.bound ?? 0) >= leastOfExercises;

/**
 * The floor of the heap does not climb, and nothing that is counted goes on growing with the calls. Where the exercise has a cache that takes so many calls to
 * fill, growth by bytes alone says nothing before.
 */
export const floorSteadyOnceFilled =
  (fills: Calls): Rule =>
  (evidence) => {
    const { verdict, samples } = evidence;
    const grows = held(evidence);
    const isLeak = isSureLeak(evidence, ofCalls(fills, evidence)) || grows.listeners > 0 || grows.series > 0;
    const most = isLeak ? 0 : tooLittleForLeak(evidence);
    const rise = risen(samples);
    const stays = rise !== null && !rise.methods && !rise.channels;
    const isSteady = ((verdict.kind === 'steady' && !mayHideLeak(evidence)) || most > 0) && stays;
    const result = isLeak ? 'failed' : isSteady ? 'passed' : 'open';
    const expected = Math.max(1, (verdictTakes[evidence.language ?? 'typescript'] - timeCalling(evidence)) / 1000);
    const secondsLeft = verdict.kind === 'not-enough-data' ? (verdict.seconds ?? expected) : 1;
    return { id: 'floor-steady', result, figures: { ...grows, ...(result === 'open' && rise), most }, secondsLeft };
  };

/** The same, where nothing is to fill. */
export const floorSteady = floorSteadyOnceFilled(0);
