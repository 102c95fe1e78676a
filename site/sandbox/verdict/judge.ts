import { hasFilled } from './culprits.ts';
import { evidenceOf, type Evidence } from './evidence.ts';
import { floorPoint, unitOf, type FloorPoint } from './floor.ts';
import { grainOf } from './grain.ts';
import { secondsToFirst, secondsUntilTold } from './outlook.ts';
import type { Sample } from '../protocol/samples.ts';
import { nothingYet, type Basis, type Limits, type Missing, type Verdict } from './verdict.ts';

type Leaking = Extract<Verdict, { kind: 'leaking' }>;
type Steady = Extract<Verdict, { kind: 'steady' }>;
type NotEnoughData = Extract<Verdict, { kind: 'not-enough-data' }>;

/** Growth of less than this share of what was told is not what was told. */
const contradicts = 0.5;
/** And of late, of less than this share. */
const contradictsLately = 1 / 3;
/** What leaks is not let go: it is taken back where so much of what has been added is. */
const letGo = 1 / 3;
/** That it is steady is taken back after so many points that contradict it, … */
const doubtsOfSteady = 3;
/** … and not before: until then, what leaks is mostly told, and that is said instead. */
const soonestDoubt = 36_000; // ms
/** And that bytes leak, after so many, over so long, that show it not to go on as it was told, though nothing shows it to be steady. */
const doubtsOfLeak = 6;
const longDoubt = 10_000; // ms
/** Or where it has seemed for so long to have stopped. */
const shortestStop = 2000; // ms
/** That has been so of late where it was so long ago: it comes and goes from one point to the next. */
const lately = 3000; // ms
/** By then a warm-up is mostly over. */
const settled = 5000; // ms

/** Follows one run. What it says changes only when later samples contradict it. */
export class Judge {
  readonly #limits: () => Limits;
  readonly #floor: FloorPoint[] = [];
  #verdict: Verdict = nothingYet;
  /** Milliseconds, at the first sample that has a call. */
  #started: number | null = null;
  /** Points of the floor, up to the latest, that contradict what is said. */
  #doubts = 0;
  /** When the first of these was taken that a leak is doubted by. In milliseconds. */
  #doubtedAt = 0;
  /** Where what was taken for a leak has filled: the floor before that is no measure any more. In milliseconds. */
  #filledAt = 0;
  /** When what was said to leak seemed to stop, as long as it does. In milliseconds. */
  #stoppedAt: number | null = null;
  /** When growth, whatever was said of it, last seemed to have stopped. In milliseconds. */
  #lastStopped = -Infinity;
  /** What was said of it, where it was taken back for that: it may prove to have filled. */
  #stopped: Leaking | null = null;
  /** How fast it grew when it was said to leak. */
  #told: Pick<Basis, 'axis' | 'slope' | 'points'> | null = null;

  constructor(limits: () => Limits) {
    this.#limits = limits;
  }

  get verdict(): Verdict {
    return this.#verdict;
  }

  /** The verdict with this sample. Only those of the floor can change it. */
  add(sample: Sample): Verdict {
    if (sample.calls + sample.callsFailed > 0) this.#started ??= sample.at;
    const point = floorPoint(sample);
    if (point) {
      this.#floor.push(point);
      const before = this.#verdict;
      this.#verdict = this.#judge(sample);
      if (this.#verdict.kind !== before.kind) this.#doubts = 0;
      if (this.#verdict.kind === 'leaking') this.#told ??= this.#verdict.basis;
      else this.#told = null;
    }
    return this.#verdict;
  }

  /** The program has ended: what is missing does not come any more. */
  end(): Verdict {
    if (this.#verdict.kind === 'not-enough-data') this.#verdict = { ...this.#verdict, missing: 'ended', seconds: null };
    return this.#verdict;
  }

  #judge(sample: Sample): Verdict {
    const before = this.#verdict;
    const elapsed = sample.at - (this.#started ?? 0);
    const evidence = evidenceOf(this.#floor, {
      sample,
      elapsed,
      from: this.#filledAt,
      limits: this.#limits(),
      told: before.kind === 'leaking' ? before : this.#stopped,
    });
    if (!evidence)
      return before.kind === 'not-enough-data'
        ? { ...nothingYet, unit: unitOf([sample]), seconds: secondsToFirst(elapsed, grainOf(sample)) }
        : before;
    if (evidence.hasStopped) this.#lastStopped = evidence.last.at;
    if (evidence.leak) {
      [this.#stopped, this.#stoppedAt] = [null, null];
      return leaking(evidence, evidence.leak);
    }
    if (before.kind === 'leaking') return this.#afterLeak(before, evidence, elapsed);
    if (evidence.isSteady) return this.#steady(evidence);
    this.#doubts = evidence.isGrowing ? this.#doubts + 1 : 0;
    return before.kind === 'steady' && (this.#doubts < doubtsOfSteady || elapsed < soonestDoubt)
      ? stillSteady(before, evidence)
      : this.#notEnough(evidence, elapsed);
  }

  /** What is said of a run that is steady. Where it was said to leak before, that filled. */
  #steady(evidence: Evidence): Steady {
    if (evidence.hasFilled) this.#filledAt = evidence.heap.points[0]!.at;
    this.#stopped = null;
    return steady(evidence);
  }

  /** What is said of a run that was said to leak, and does not show it any more. */
  #afterLeak(before: Leaking, evidence: Evidence, elapsed: number): Verdict {
    const isLetGo = !before.culprit && this.#hasLetGo(evidence.points);
    const stands = !isLetGo && !this.#isContradicted(before, evidence);
    if (evidence.isSteady && !stands) return this.#steady(evidence);
    this.#doubts = stands && !this.#mayHaveFilled(evidence) ? 0 : this.#doubts + 1;
    const { at } = evidence.last;
    if (this.#doubts === 1) this.#doubtedAt = at;
    this.#stoppedAt = evidence.hasStopped ? (this.#stoppedAt ?? at) : null;
    const isOver = this.#stoppedAt !== null && at - this.#stoppedAt >= shortestStop;
    const isDoubted = this.#doubts >= doubtsOfLeak && at - this.#doubtedAt >= longDoubt;
    const isTakenBack = before.culprit ? !stands : !before.buffers && (isLetGo || isOver || isDoubted);
    if (isTakenBack && isOver && !before.culprit) this.#stopped = before;
    return isTakenBack ? this.#notEnough(evidence, elapsed) : leaking(evidence, before);
  }

  #notEnough(evidence: Evidence, elapsed: number): NotEnoughData {
    const { unit, basis, growth, heap, grain, last } = evidence;
    const missing = whatIsMissing(evidence, elapsed, this.#stopped !== null && last.at - this.#lastStopped < lately);
    const isInSight = missing !== 'no-calls' && missing !== 'even-rate' && missing !== 'stopped';
    const seconds = isInSight ? secondsUntilTold(heap, grain, elapsed, last.calls) : null;
    return { kind: 'not-enough-data', unit, basis, missing, seconds, growth };
  }

  /** Whether what was told of a leak is not so any more. */
  #isContradicted({ culprit }: Leaking, { heap, quiet }: Evidence): boolean {
    if (culprit) return hasFilled(quiet, culprit);
    const told = this.#told;
    return told?.axis !== heap.axis || heap.line.slope.high < contradicts * told.slope.estimate;
  }

  /** Whether it comes so much more slowly of late that what was told may be a cache that was filling. */
  #mayHaveFilled({ slows, heap }: Evidence): boolean {
    return slows && heap.lately < contradictsLately * (this.#told?.slope.estimate ?? 0);
  }

  /** Whether of what had been added since the leak that was told began, the greater part is gone again. One point alone may be wild. */
  #hasLetGo(points: readonly FloorPoint[]): boolean {
    const from = this.#told?.points[0];
    if (!from) return false;
    const since = points.filter(({ at }) => at >= from.at).map(({ data }) => data);
    const now = Math.max(...since.slice(-2));
    const peak = since.toSorted((a, b) => b - a)[1] ?? now;
    return peak - now > letGo * (peak - from.data);
  }
}

const leaking = (
  { unit, basis, last, growth, secondsToLimit }: Evidence,
  { culprit, buffers }: Pick<Leaking, 'culprit' | 'buffers'>,
): Leaking => ({ kind: 'leaking', unit, basis, floor: last.value, growth, culprit, buffers, secondsToLimit });

const boundOf = ({ growth }: Evidence): number | null => growth.perCall && Math.max(0, growth.perCall.high);

const steady = (evidence: Evidence): Steady => {
  const { unit, basis, last, growth, heap, isCoarse } = evidence;
  const calls = last.calls - heap.points[0]!.calls;
  return { kind: 'steady', unit, basis, floor: last.value, growth, bound: boundOf(evidence), calls, isCoarse };
};

const stillSteady = (before: Steady, evidence: Evidence): Steady => {
  const { basis, last, growth, grain } = evidence;
  const bound = boundOf(evidence);
  const isCoarse = before.isCoarse && (bound ?? 0) > grain.bound;
  return { ...before, basis, growth, floor: last.value, bound, isCoarse };
};

function whatIsMissing({ heap, last, growsWithRate }: Evidence, elapsed: number, hasStopped: boolean): Missing {
  if (last.calls === 0) return heap.line.slope.low > heap.allowance ? 'growing' : 'no-calls';
  if (heap.axis === 'time') return 'few-calls';
  if (growsWithRate) return 'even-rate';
  if (elapsed < settled) return 'warming-up';
  if (hasStopped) return 'stopped';
  return heap.line.slope.estimate > heap.allowance ? 'growing' : 'noisy';
}

/** The verdict on a run that is over, or on one up to its latest sample. */
export function judge(samples: readonly Sample[], limits: Limits): Verdict {
  const judge = new Judge(() => limits);
  for (const sample of samples) judge.add(sample);
  return judge.verdict;
}
