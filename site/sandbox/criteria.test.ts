import { describe, expect, test } from 'vitest';
import type { Criterion, Evidence } from './check.ts';
import {
  callsOverlap,
  channelReused,
  criteria,
  deadlinesDiffer,
  enoughCalls,
  floorSteady,
  membersMarked,
  methodsCalled,
  requestsDiffer,
  sumsRight,
  tenantsDiffer,
} from './criteria.ts';
import type { Served } from './samples.ts';
import { sampleAt, servedAt } from './testing/fake-runtime.ts';

const evidence = (
  served: Partial<Served> | null,
  samples = [sampleAt(1000)],
  verdict: Evidence['verdict'] = { kind: 'not-enough-data', unit: 'bytes' },
): Evidence => ({
  served: served && servedAt(1000, served),
  samples,
  verdict,
});
type Rule = Parameters<typeof criteria>[number];
type Case = [what: string, rule: Rule, evidence: Evidence, result: Criterion['result']];

describe('what the server saw', () => {
  test.each<Case>([
    ['nothing yet', sumsRight, evidence(null), 'open'],
    ['right sums', sumsRight, evidence({ sums: { right: 5, wrong: 0 } }), 'passed'],
    ['one wrong sum among many', sumsRight, evidence({ sums: { right: 500, wrong: 1 } }), 'failed'],
    ['a call that failed', sumsRight, evidence({ sums: { right: 500, wrong: 0 }, failed: 1 }), 'failed'],
    ['one call too few', enoughCalls(10), evidence({ calls: 9 }), 'open'],
    ['as many as wanted', enoughCalls(10), evidence({ calls: 10 }), 'passed'],
    ['few questions so far', requestsDiffer(100), evidence({ requests: { calls: 90, distinct: 90 } }), 'open'],
    ['many calls, two questions', requestsDiffer(100), evidence({ requests: { calls: 2000, distinct: 2 } }), 'failed'],
    ['a hundred questions', requestsDiffer(100), evidence({ requests: { calls: 100, distinct: 100 } }), 'passed'],
    ['one at a time, so far', callsOverlap(32), evidence({ calls: 50, mostInFlight: 1 }), 'open'],
    ['one at a time for long', callsOverlap(32), evidence({ calls: 500, mostInFlight: 1 }), 'failed'],
    ['many at a time, once', callsOverlap(32), evidence({ calls: 50, mostInFlight: 32 }), 'passed'],
    [
      'three methods, evenly',
      methodsCalled(3),
      evidence({ calls: 3000, methods: { a: 1000, b: 1000, c: 1000 } }),
      'passed',
    ],
    [
      'a method called for show',
      methodsCalled(3),
      evidence({ calls: 3000, methods: { a: 1500, b: 1490, c: 10 } }),
      'failed',
    ],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

describe("a header or deadline of each call's own", () => {
  const slow = [sampleAt(1000, { calls: 1 }), sampleAt(7000, { calls: 150 })];
  const headers = (calls: number, distinct: number) => ({ headers: { 'x-tenant': { calls, distinct } } });
  test.each<Case>([
    ['some came without', tenantsDiffer('x-tenant', 50), evidence({ calls: 100, ...headers(99, 60) }), 'failed'],
    ['none came with it', tenantsDiffer('x-tenant', 50), evidence({ calls: 100 }), 'failed'],
    ['not enough of them yet', tenantsDiffer('x-tenant', 50), evidence({ calls: 40, ...headers(40, 40) }), 'open'],
    [
      'one value in many calls',
      tenantsDiffer('x-tenant', 50),
      evidence({ calls: 2000, ...headers(2000, 1) }),
      'failed',
    ],
    [
      'one instant, in few calls over a long time',
      deadlinesDiffer(50),
      evidence({ calls: 150, deadlines: { calls: 150, distinct: 1 } }, slow),
      'failed',
    ],
    [
      'on half of the calls, as it should be',
      membersMarked('x-tenant', 0.5),
      evidence({ calls: 2000, ...headers(1010, 1) }),
      'passed',
    ],
    [
      'on half of the calls, so far',
      membersMarked('x-tenant', 0.5),
      evidence({ calls: 200, ...headers(100, 1) }),
      'open',
    ],
    ['on every call', membersMarked('x-tenant', 0.5), evidence({ calls: 2000, ...headers(2000, 1) }), 'failed'],
    ['on none', membersMarked('x-tenant', 0.5), evidence({ calls: 2000 }), 'failed'],
    ['enough', deadlinesDiffer(50), evidence({ calls: 150, deadlines: { calls: 150, distinct: 50 } }, slow), 'passed'],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

describe('what the client did', () => {
  const made = (channelsCreated: number, calls: number) => evidence(null, [sampleAt(1000, { channelsCreated, calls })]);
  test.each<Case>([
    ['one channel, few calls', channelReused, made(1, 50), 'open'],
    ['one channel, many calls', channelReused, made(1, 100), 'passed'],
    ['channel upon channel', channelReused, made(11, 11), 'failed'],
    ['no verdict yet', floorSteady, evidence(null), 'open'],
    [
      'steady',
      floorSteady,
      evidence(null, undefined, { kind: 'steady', unit: 'bytes', floor: 8e6, perSecond: 10 }),
      'passed',
    ],
    [
      'leaking',
      floorSteady,
      evidence(null, undefined, {
        kind: 'leaking',
        unit: 'bytes',
        floor: 8e6,
        perSecond: 1e6,
        perClient: 950,
        secondsToLimit: 60,
      }),
      'failed',
    ],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

test('a check lists its criteria in the order of its rules', () => {
  expect(criteria(floorSteady, sumsRight)(evidence(null)).map(({ id }) => id)).toEqual(['floor-steady', 'sums-right']);
});
