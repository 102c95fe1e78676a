import { describe, expect, test } from 'vitest';
import type { Evidence } from './check.ts';
import { floorSteady, floorSteadyOnceFilled } from './floor-steady.ts';
import { counter, evidence, noted, type Case } from '../testing/evidence.ts';
import { sampleAt } from '../testing/fake-runtime.ts';
import { about, leakingVerdict, steadyVerdict } from '../testing/verdicts.ts';
import { floorPoint } from '../verdict/floor.ts';
import { nothingYet, type Missing } from '../verdict/verdict.ts';

/** Of a leak that was told: its growth now, over 8 s, is less than what may be a warm-up. */
const stopped = {
  growth: { perCall: { estimate: 3, low: 1, high: 60 }, perClient: null, perSecond: about(3000) },
  basis: {
    axis: 'calls',
    points: [4000, 12_000].map((at) => floorPoint(sampleAt(at, { calls: at, heapAfterGc: 8e6 }))!),
    warmUp: [],
    busy: 0,
    height: 8e6,
    slope: { estimate: 3, low: 1, high: 60 },
    allowance: 4,
    noise: 2000,
  },
} satisfies Parameters<typeof leakingVerdict>[0];
/** Of so many points between which a call leaves no more than `high` bytes. */
function noisyVerdict({ points = 6, high = 31, missing = 'noisy' as Missing }): Evidence['verdict'] {
  const perCall = { estimate: 20, low: 10, high };
  const basis = { ...stopped.basis, points: Array.from({ length: points }, () => stopped.basis.points[0]!) };
  const growth = { ...stopped.growth, perCall };
  return { ...nothingYet, missing, basis: { ...basis, slope: perCall }, growth };
}

const culprit = { kind: 'methodsCached', held: 5012, perCall: about(1) } as const;

/** Floors 500 calls apart, each with so many methods in the caches. */
const floors = (...methodsCached: number[]) =>
  methodsCached.map((count, i) =>
    sampleAt(1000 * (i + 1), {
      calls: 500 * (i + 1),
      alive: { clients: 1, methods: 1, channels: 1, methodsCached: count },
    }),
  );

describe('what the heap did', () => {
  test.each<Case>([
    ['no verdict yet', floorSteady, evidence(null), 'open'],
    ['steady', floorSteady, evidence(null, floors(1, 1, 1, 1, 1, 1), steadyVerdict()), 'passed'],
    [
      'steady, with too few floors to have seen a count rise',
      floorSteady,
      evidence(null, floors(1, 1, 1), steadyVerdict()),
      'open',
    ],
    [
      'steady by bytes, with a method more now and then',
      floorSteady,
      evidence(null, floors(1, 1, 2, 2, 3, 3), steadyVerdict()),
      'open',
    ],
    [
      'a cache that is cleared by hand',
      floorSteady,
      evidence(null, floors(10, 45, 30, 12, 44, 20), steadyVerdict()),
      'passed',
    ],
    ...(
      [
        ['a tab', [], {}, 'passed'],
        ['a tab, through few points', [], { points: 5 }, 'open'],
        ['a tab, where it may be a small leak', [], { high: 45 }, 'open'],
        ['a tab, where a small leak is in sight', [], { missing: 'growing' }, 'open'],
        ['a tab, with a method more now and then', [1, 1, 2, 2, 3, 3], {}, 'open'],
        ['a place that tells data apart', [], { source: 'v8' }, 'open'],
      ] as const
    ).map(([words, counts, figures, result]): Case => {
      const { source, ...rest } = { source: 'tab' as const, ...figures };
      const samples = floors(...(counts.length ? counts : [1, 1, 1, 1])).map((sample) => ({ ...sample, source }));
      return [`no verdict yet on ${words}`, floorSteady, evidence(null, samples, noisyVerdict(rest)), result];
    }),
    ...(
      [
        ['too coarse a bound for a small leak', 48, true, 'open'],
        ['a coarse bound that is fine enough', 40, true, 'passed'],
        ['as fine a bound as there will be', 48, false, 'passed'],
      ] as const
    ).map(
      ([words, bound, isCoarse, result]): Case => [
        `steady with ${words}`,
        floorSteady,
        evidence(null, floors(1, 1, 1, 1), steadyVerdict({ bound, isCoarse })),
        result,
      ],
    ),
    ['leaking', floorSteady, evidence(null, [sampleAt(3000, { calls: 2000 })], leakingVerdict()), 'failed'],
    [
      'leaking by its bytes while a cache may still fill',
      floorSteadyOnceFilled(9000),
      evidence(null, [sampleAt(3000, { calls: 2000 })], leakingVerdict()),
      'open',
    ],
    [
      'told to leak, and grown no more since its cache is full',
      floorSteadyOnceFilled(9000),
      evidence(null, [sampleAt(12_000, { calls: 9500 })], leakingVerdict(stopped)),
      'open',
    ],
    ...(
      [
        ['a little more than a warm-up may bring', 15, 'open'],
        ['much more', 25, 'failed'],
      ] as const
    ).map(
      ([words, least, result]): Case => [
        `growing by ${words}`,
        floorSteady,
        evidence(
          null,
          [sampleAt(19_000, { calls: 22_000 })],
          leakingVerdict({
            basis: { ...stopped.basis!, allowance: 12 },
            growth: { ...stopped.growth!, perCall: { estimate: least + 5, low: least, high: least + 10 } },
          }),
        ),
        result,
      ],
    ),
    [
      'growing, with few calls yet',
      floorSteady,
      evidence(null, [sampleAt(9000, { calls: 400 })], leakingVerdict()),
      'open',
    ],
    [
      'growing, with no call at all',
      floorSteady,
      evidence(null, [sampleAt(9000)], leakingVerdict({ ...stopped, growth: { ...stopped.growth, perCall: null } })),
      'failed',
    ],
    [
      'leaking by a count, with as few',
      floorSteady,
      evidence(null, [sampleAt(3000, { calls: 400 })], leakingVerdict({ culprit })),
      'failed',
    ],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

describe('what was noted in the client', () => {
  test.each<Case>([
    ['listeners upon a signal', floorSteady, noted({ listeners: 1999 }), 'failed'],
    ['some listeners, for calls under way', floorSteady, noted({ listeners: 300 }), 'open'],
    ['a series for each call', floorSteady, noted({ counters: [counter(4000, 100, 4000)] }, {}, 4000), 'failed'],
    [
      'a thousand series that come again',
      floorSteady,
      noted({ counters: [counter(4000, 100, 1000)] }, {}, 4000),
      'open',
    ],
    ['too few of them', floorSteady, noted({ counters: [counter(1600, 100, 1600)] }, {}, 1600), 'open'],
    [
      'enough of them in C#',
      floorSteady,
      { ...noted({ counters: [counter(1600, 100, 1600)] }, {}, 1600), language: 'csharp' },
      'failed',
    ],
    [
      'as many in C# as are counted, of many more calls',
      floorSteady,
      { ...noted({ counters: [counter(30_000, 100, 4000)] }, {}, 30_000), language: 'csharp' },
      'failed',
    ],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

test('a floor that may grow still names what there is more of', () => {
  const { result, figures } = floorSteady(evidence(null, floors(1, 1, 2, 2, 3, 3), steadyVerdict()));
  expect(result).toBe('open');
  expect(figures).toMatchObject({ methods: 3, channels: 0 });
});

test('a floor that grows names what is held', () => {
  const noted = { calls: 5000, listeners: 4990, filtered: {}, counters: [] };
  const seen = evidence(null, undefined, leakingVerdict({ culprit }), { noted });
  expect(floorSteady(seen).figures).toMatchObject({ methods: 5012, listeners: 4990, series: 0, channels: 0 });
  const ofSources = evidence(null, undefined, leakingVerdict({ culprit: { ...culprit, kind: 'linkedSources' } }));
  expect(floorSteady(ofSources)).toMatchObject({ result: 'failed', figures: { linkedSources: 5012, methods: 0 } });
});
