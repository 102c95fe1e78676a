import { describe, expect, test } from 'vitest';
import type { Criterion, Evidence } from './check.ts';
import {
  callsOverlap,
  callsBounded,
  callsCounted,
  callsGivenUp,
  criteria,
  deadlinesDiffer,
  enoughCalls,
  fewChannels,
  filterUsed,
  floorSteady,
  membersMarked,
  methodsCalled,
  oneChannel,
  partsAsked,
  requestsDiffer,
  sumsRight,
  tenantsDiffer,
  tracesOwn,
} from './criteria.ts';
import type { Noted, Served } from '../protocol/samples.ts';
import { counter, evidence, noted, type Case } from '../testing/evidence.ts';
import { sampleAt } from '../testing/fake-runtime.ts';
import { nothingYet } from '../verdict/verdict.ts';

describe('an id for each call', () => {
  const traced = (calls: number, { carried = calls, several = 0, again = 0 } = {}) =>
    evidence({ calls, headers: { 'x-trace': { calls: carried, distinct: 1000, several, twice: 0, again } } });
  test.each<[what: string, evidence: Evidence, result: Criterion['result']]>([
    ['nothing yet', evidence(null), 'open'],
    ['few calls', traced(100), 'open'],
    ['many calls', traced(1500), 'passed'],
    ['one without', traced(100, { carried: 99 }), 'failed'],
    ['one with two', traced(100, { several: 1 }), 'failed'],
    ["one with another's", traced(1500, { again: 1 }), 'failed'],
  ])('%s', (_, evidence, result) => expect(tracesOwn('x-trace')(evidence).result).toBe(result));
});

describe('what the server saw', () => {
  /** So many samples over so many milliseconds, in which no call is answered. */
  const silent = (samples: number, milliseconds: number) =>
    Array.from({ length: samples + 1 }, (_, i) => sampleAt(1000 + (i * milliseconds) / samples, { calls: 9 }));
  test.each<Case>([
    ['nothing yet', sumsRight, evidence(null), 'open'],
    ['right sums', sumsRight, evidence({ sums: { right: 5, wrong: 0 } }), 'passed'],
    ['one wrong sum among many', sumsRight, evidence({ sums: { right: 500, wrong: 1 } }), 'failed'],
    ['a call that failed', sumsRight, evidence({ sums: { right: 500, wrong: 0 }, failed: 1 }), 'failed'],
    ['one call too few', enoughCalls(10), evidence({ calls: 9 }), 'open'],
    ['as many as wanted', enoughCalls(10), evidence({ calls: 10 }), 'passed'],
    ['too few, and no more for long', enoughCalls(10), evidence({ calls: 9 }, silent(100, 11_000)), 'failed'],
    ['too few, on a machine that slept', enoughCalls(10), evidence({ calls: 9 }, silent(5, 60_000)), 'open'],
    ['few questions so far', requestsDiffer(100), evidence({ requests: { calls: 90, distinct: 90 } }), 'open'],
    [
      'many calls, two questions',
      requestsDiffer(100),
      evidence({ calls: 2000, requests: { calls: 2000, distinct: 2 } }),
      'failed',
    ],
    ['a hundred questions', requestsDiffer(100), evidence({ requests: { calls: 100, distinct: 100 } }), 'passed'],
    ['one at a time, so far', callsOverlap(32), evidence({ calls: 50, mostInFlight: 1 }), 'open'],
    ['one at a time for long', callsOverlap(32), evidence({ calls: 500, mostInFlight: 1 }), 'failed'],
    ['many at a time', callsOverlap(32), evidence({ calls: 50, mostInFlight: 32, mostLately: 32 }), 'passed'],
    ['many at a time, once', callsOverlap(32), evidence({ calls: 500, mostInFlight: 64, mostLately: 1 }), 'failed'],
    [
      'three methods, evenly',
      methodsCalled(3),
      evidence({ calls: 3000, methods: { a: 1000, b: 1000, c: 1000 } }),
      'passed',
    ],
    [
      'most calls to one method',
      methodsCalled(3),
      evidence({ calls: 3000, methods: { a: 2400, b: 300, c: 300 } }),
      'failed',
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
  const deadlines = (calls: number, distinct: number, more = {}) => ({
    calls,
    distinct,
    moments: distinct,
    still: 0,
    longest: 50,
    fresh: calls,
    shared: 0,
    ...more,
  });
  const headers = (calls: number, distinct: number) => ({
    headers: { 'x-tenant': { calls, distinct, several: 0, twice: 0, again: calls - distinct } },
  });
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
      evidence({ calls: 150, deadlines: deadlines(150, 1) }, slow),
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
    [
      'instants that calls share, until they have passed',
      deadlinesDiffer(50),
      evidence({ calls: 2000, deadlines: deadlines(2000, 60, { moments: 200, fresh: 1500 }) }),
      'failed',
    ],
    [
      'little time for some calls, from their own start',
      deadlinesDiffer(50),
      evidence({ calls: 2000, deadlines: deadlines(2000, 200, { fresh: 200 }) }),
      'passed',
    ],
    [
      'a few calls held up on their way',
      deadlinesDiffer(50),
      evidence({ calls: 2000, deadlines: deadlines(2000, 60, { fresh: 1900 }) }),
      'passed',
    ],
    [
      'instants that a handful of calls share',
      deadlinesDiffer(50),
      evidence({ calls: 2000, deadlines: deadlines(2000, 60, { shared: 1200 }) }),
      'failed',
    ],
    [
      'instants that come again and again, and no others',
      deadlinesDiffer(50),
      evidence({ calls: 2000, deadlines: deadlines(2000, 100, { moments: 300, still: 190 }) }),
      'failed',
    ],
    [
      'calls under way at once, which come one behind the other',
      deadlinesDiffer(50),
      evidence({ calls: 2000, deadlines: deadlines(2000, 60, { shared: 1200 }) }, [sampleAt(1000, { callsOpen: 64 })]),
      'passed',
    ],
    [
      'an hour for each call',
      deadlinesDiffer(50, 5000),
      evidence({ calls: 200, deadlines: deadlines(200, 60, { longest: 3_600_000 }) }),
      'failed',
    ],
    [
      'on half of the calls, and several times on one',
      membersMarked('x-tenant', 0.5),
      evidence({ calls: 200, headers: { 'x-tenant': { calls: 100, distinct: 1, several: 1, twice: 1, again: 99 } } }),
      'failed',
    ],
    [
      'on half of the calls, with a comma in it',
      membersMarked('x-tenant', 0.5),
      evidence({
        calls: 2000,
        headers: { 'x-tenant': { calls: 1000, distinct: 1, several: 1000, twice: 0, again: 999 } },
      }),
      'passed',
    ],
    ['on none', membersMarked('x-tenant', 0.5), evidence({ calls: 2000 }), 'failed'],
    ['enough', deadlinesDiffer(50), evidence({ calls: 150, deadlines: deadlines(150, 50) }, slow), 'passed'],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

describe('what the client did', () => {
  const made = (channelsCreated: number, calls: number) => evidence(null, [sampleAt(1000, { channelsCreated, calls })]);
  test.each<Case>([
    ['one channel, few calls', oneChannel, made(1, 50), 'open'],
    ['one channel, many calls', oneChannel, made(1, 500), 'passed'],
    ['two channels where one is wanted', oneChannel, made(2, 500), 'failed'],
    ['a few channels', fewChannels, made(8, 500), 'passed'],
    ['channel upon channel', fewChannels, made(11, 11), 'failed'],
    [
      'a channel renewed now and then',
      fewChannels,
      evidence(null, [
        sampleAt(1000, { channelsCreated: 1, calls: 300 }),
        sampleAt(2000, { channelsCreated: 2, calls: 1100 }),
      ]),
      'failed',
    ],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

describe('what was noted in the client', () => {
  const tenants = {
    calls: 2000,
    headers: { 'x-tenant': { calls: 2000, distinct: 100, several: 0, twice: 0, again: 1900 } },
  };
  const marked = {
    calls: 2000,
    headers: { 'x-member': { calls: 1000, distinct: 1, several: 0, twice: 0, again: 999 } },
  };
  const byFilter = (calls: number) => ({ filtered: { 'x-member': calls } });
  test.each<Case>([
    ['a counter by tenant', callsCounted('x-tenant'), noted({ counters: [counter(2000, 100)] }, tenants), 'passed'],
    [
      'beside one of another kind',
      callsCounted('x-tenant'),
      noted({ counters: [counter(1990, 100), counter(9000, 2)] }, tenants),
      'passed',
    ],
    ['not enough calls yet', callsCounted('x-tenant'), noted({ counters: [] }, { calls: 20 }, 20), 'open'],
    ['no counter', callsCounted('x-tenant'), noted({ counters: [] }), 'failed'],
    [
      'a counter without labels',
      callsCounted('x-tenant'),
      noted({ counters: [{ ...counter(2000, 0, 1), labels: {} }] }),
      'failed',
    ],
    [
      'beside one of more, by tenant too',
      callsCounted('x-tenant'),
      noted({ counters: [counter(90_000, 100), counter(1990, 100)] }, tenants),
      'passed',
    ],
    ['a counter by question', callsCounted('x-tenant'), noted({ counters: [counter(2000, 1000)] }, tenants), 'failed'],
    [
      'a counter of groups of tenants',
      callsCounted('x-tenant'),
      noted({ counters: [counter(2000, 60)] }, tenants),
      'failed',
    ],
    [
      'a counter of other things',
      callsCounted('x-tenant'),
      noted({ counters: [counter(90_000, 100)] }, tenants),
      'failed',
    ],
    ['a counter that is reset', callsCounted('x-tenant'), noted({ counters: [counter(400, 100)] }), 'failed'],
    ['a header that a filter puts on', filterUsed('x-member'), noted(byFilter(1000), marked), 'passed'],
    ['a header set by hand', filterUsed('x-member'), noted({}, marked), 'failed'],
    ['a header that a filter put on once', filterUsed('x-member'), noted(byFilter(1), marked), 'failed'],
    [
      'a filter beside it that sets none',
      filterUsed('x-member'),
      noted({ filtered: { 'x-other': 1000 } }, marked),
      'failed',
    ],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

test('of counters that tell no tenants apart, that is named which comes nearest', () => {
  const labels = (values: number) => ({ name: 'x', total: 2000, series: values, labels: { tenant: values } });
  const noted = { calls: 2000, listeners: 0, filtered: {}, counters: [labels(1000), { ...labels(60), total: 5 }] };
  const served = {
    calls: 2000,
    headers: { 'x-tenant': { calls: 2000, distinct: 100, several: 0, twice: 0, again: 0 } },
  };
  const seen = evidence(served, [sampleAt(1000, { calls: 2000 })], undefined, { noted });
  expect(callsCounted('x-tenant')(seen)).toMatchObject({ result: 'failed', figures: { tenants: 60, seen: 100 } });
});

test('a criterion is kept as JSON, and is all there when it is read', () => {
  const seen = deadlinesDiffer(50)(evidence({ calls: 150 }));
  expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
});

describe('calls under way', () => {
  const samplesOf = (callsOpen: number[]) =>
    callsOpen.map((count, i) => sampleAt(1000 * (i + 1), { calls: 100 * (i + 1), callsOpen: count }));
  const open = (...callsOpen: number[]) => evidence(null, samplesOf(callsOpen));
  test.each<Case>([
    ['as many all the time', callsBounded, open(300, 300, 299, 300), 'passed'],
    ['batches', callsBounded, open(40, 0, 12, 40), 'passed'],
    ['for a moment', callsBounded, open(64), 'open'],
    ['as many all night', callsBounded, evidence(null, samplesOf(new Array<number>(260_000).fill(4))), 'passed'],
    ['ever more', callsBounded, open(400, 900, 1800, 2500), 'failed'],
    ['more, but not yet many', callsBounded, open(40, 80, 160, 320), 'open'],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

describe('the end of a program', () => {
  const held = (givenUp: number, ending: Evidence['ending'], waiting = 1, late = 0) =>
    evidence(
      { held: { late: 0, waiting, givenUp: givenUp + late, age: 0, expired: 0, limit: 0 } },
      undefined,
      undefined,
      {
        ending,
        givenUp,
      },
    );
  test.each<Case>([
    ['not told yet', callsGivenUp, held(0, 'not-yet'), 'open'],
    ['just told', callsGivenUp, held(0, 'told'), 'open'],
    ['ended at once, and its calls with it', callsGivenUp, held(0, 'gone'), 'passed'],
    ['gave its call up, so far', callsGivenUp, held(1, 'told', 0), 'open'],
    ['gave its call up, and stays', callsGivenUp, held(1, 'stayed', 0), 'passed'],
    ['gave its call up, and made another', callsGivenUp, held(1, 'stayed', 1), 'failed'],
    ['gave its call up later, and stays', callsGivenUp, held(0, 'stayed', 0, 1), 'failed'],
    ['went on waiting', callsGivenUp, held(0, 'stayed'), 'failed'],
    ['two parts of a request', partsAsked, evidence({ calls: 1000, addends: { 456: 500, 19: 500 } }), 'passed'],
    ['one part alone', partsAsked, evidence({ calls: 2000, addends: { 456: 2000 } }), 'failed'],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));

  test('what was open when it came is missing, and says that it came', () => {
    const seen = { ...evidence({ calls: 41 }), ended: true };
    expect(criteria(enoughCalls(100), floorSteady)(seen)).toMatchObject([
      { id: 'enough-calls', result: 'failed', figures: { calls: 41, ended: 1 } },
      { id: 'floor-steady', result: 'failed', figures: { ended: 1 } },
    ]);
  });
});

describe('a program that rests between its calls, and varies them', () => {
  const calls = 30;
  const resting = (served: Partial<Served>, noted: Noted | null = null) =>
    evidence({ calls, ...served }, [sampleAt(1000, { calls: 1 }), sampleAt(9000, { calls })], nothingYet, { noted });
  const header = (distinct: number) => ({
    headers: { 'x-tenant': { calls, distinct, several: 0, twice: 0, again: calls - distinct } },
  });
  const counters = [{ name: 'sum_calls_total', total: calls, series: calls, labels: { tenant: calls } }];
  const noted = { calls, listeners: 0, filtered: { 'x-tenant': calls }, counters };
  const deadlines = { calls, distinct: calls, moments: calls, still: 0, longest: 50, fresh: calls, shared: 0 };
  test.each<Case>([
    ['other questions', requestsDiffer(100), resting({ requests: { calls, distinct: calls } }), 'open'],
    ['the same question', requestsDiffer(100), resting({ requests: { calls, distinct: 1 } }), 'failed'],
    ['other tenants', tenantsDiffer('x-tenant', 50), resting(header(calls)), 'open'],
    ['the same tenant', tenantsDiffer('x-tenant', 50), resting(header(1)), 'failed'],
    ['other deadlines', deadlinesDiffer(50), resting({ deadlines }), 'open'],
    ['both parts', partsAsked, resting({ addends: { 456: 15, 19: 15 } }), 'open'],
    ['all methods', methodsCalled(3), resting({ methods: { a: 15, b: 11, c: 4 } }), 'open'],
    ['half of them by chance', membersMarked('x-tenant', 0.5), resting(header(1)), 'open'],
    ['counts each', callsCounted('x-tenant'), resting(header(calls), noted), 'open'],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

describe('of a client in C#', () => {
  const csharp = { language: 'csharp' } as const;
  const calling = (seconds: number, calls: number) => [
    sampleAt(1000, { calls: 1 }),
    sampleAt(1000 + seconds * 1000, { calls }),
  ];
  const asked = (served: Partial<Served>, seconds = 1) =>
    evidence(served, calling(seconds, served.calls ?? 0), nothingYet, csharp);
  const deadlines = (calls: number, distinct: number) => ({
    calls,
    deadlines: { calls, distinct, moments: distinct, still: 0, longest: 1000, fresh: calls, shared: 0 },
  });
  test.each<Case>([
    ['a third of the calls, less one', enoughCalls(3000), asked({ calls: 999 }), 'open'],
    ['a third of the calls', enoughCalls(3000), asked({ calls: 1000 }), 'passed'],
    ['calls of its own', enoughCalls({ typescript: 9000, csharp: 2000 }), asked({ calls: 2000 }), 'passed'],
    ['one at a time, so far', callsOverlap(32), asked({ calls: 130, mostInFlight: 1 }), 'open'],
    ['one at a time, for long', callsOverlap(32), asked({ calls: 140, mostInFlight: 1 }), 'failed'],
    ['one deadline, for less than two seconds', deadlinesDiffer(50), asked(deadlines(199, 1), 1.9), 'open'],
    ['one deadline, for two seconds', deadlinesDiffer(50), asked(deadlines(199, 1), 2), 'failed'],
    [
      'one that is renewed every second, come more or less late',
      deadlinesDiffer(50),
      asked(deadlines(1500, 12), 2),
      'failed',
    ],
    [
      'two hundred calls, each with its own, before one that goes astray',
      deadlinesDiffer(50),
      asked(deadlines(199, 20), 4),
      'open',
    ],
    ['few calls, which all wait', deadlinesDiffer(50), asked(deadlines(64, 1), 4), 'open'],
  ])('%s', (_, rule, seen, result) => expect(rule(seen).result).toBe(result));
});

test('an open criterion says about how long it takes, at the rate of the calls so far', () => {
  const samples = [sampleAt(1000, { calls: 1 }), sampleAt(2000, { calls: 501 })];
  expect(enoughCalls(2001)(evidence({ calls: 501 }, samples)).secondsLeft).toBeCloseTo(3);
});

test('a check lists its criteria in the order of its rules', () => {
  expect(criteria(floorSteady, sumsRight)(evidence(null)).map(({ id }) => id)).toEqual(['floor-steady', 'sums-right']);
});
