import { describe, expect, test } from 'vitest';
import { Judge } from './judge.ts';
import type { Sample } from '../protocol/samples.ts';
import type { Verdict } from './verdict.ts';

const limit = { heap: 280e6 };

/** Samples of .NET in a tab, with so many calls a second, or by so many seconds: collections 300 ms apart, later 600; it tells some hundred bytes more or less, and what its first calls make is 30 kB. */
function run(
  seconds: number,
  rate: number | ((seconds: number) => number),
  kept: (calls: number, seconds: number) => number,
  counted?: (calls: number) => number,
  linked?: (calls: number, seconds: number) => number,
): Sample[] {
  const ats: number[] = [];
  for (let at = 0; at <= seconds * 1000; at += at < 4800 ? 300 : 600) ats.push(at);
  return ats.map((at, i) => {
    const s = at / 1000;
    const calls = Math.round(typeof rate === 'number' ? s * rate : rate(s));
    const warm = 4.4e6 + 30e3 * Math.min(1, calls / 60) + 300 * Math.log(1 + calls) + ((i * 7919) % 13) * 90;
    const floor = Math.round(warm + kept(calls, s));
    const methods = 1 + Math.round(counted?.(calls) ?? 0);
    return {
      at: 400 + at,
      calls,
      callsFailed: 0,
      callsOpen: 1,
      clientsCreated: 1,
      channelsCreated: 1,
      methodsCached: methods,
      alive: {
        clients: 1,
        methods,
        channels: 1,
        methodsCached: methods,
        linkedSources: Math.round(linked?.(calls, s) ?? 0),
      },
      heapUsed: floor,
      heapAfterGc: floor,
      dataAfterGc: floor,
      buffers: null,
      source: 'clr',
    };
  });
}

/** All that is said, and after how many seconds of calls. */
function said(samples: readonly Sample[]): [kind: Verdict['kind'], after: number][] {
  const judge = new Judge(() => limit);
  const all: [Verdict['kind'], number][] = [];
  for (const sample of samples) {
    const { kind } = judge.add(sample);
    if (kind !== (all.at(-1)?.[0] ?? 'not-enough-data')) all.push([kind, (sample.at - samples[1]!.at) / 1000]);
  }
  return all;
}
const kinds = (samples: readonly Sample[]) => said(samples).map(([kind]) => kind);

/** Rates of calls: one that waits for each answer, a busy machine, a quiet one. */
const rates = [150, 400, 1000, 2000];
/** Room for a table of entries, which doubles when it is full. */
const room = (entries: number, each: number) => each * 2 ** Math.ceil(Math.log2(Math.max(8, entries)));
/** The table of a dictionary: .NET takes the next prime after twice as many. */
const primes = [3, 7, 17, 37, 89, 197, 431, 919, 1931, 4049, 8419, 17_519, 36_353, 75_431, 156_437];
const dictionary = (entries: number) => 28 * (primes.find((prime) => prime >= entries) ?? entries);

describe.each(rates)('of .NET, at %i calls a second', (rate) => {
  const forty = (kept: (calls: number, seconds: number) => number) => kinds(run(40, rate, kept));

  test('what keeps nothing is steady, three seconds after its first calls', () => {
    const all = said(run(40, rate, () => 0));
    expect(all.map(([kind]) => kind)).toEqual(['steady']);
    expect(all[0]![1]).toBeLessThan(3.5);
  });

  test.each<[what: string, kept: (calls: number, seconds: number) => number]>([
    ['a cache of some hundred entries that fills in turn', (calls) => 120 * Math.min(calls, 600)],
    ['one of a thousand, in a dictionary', (calls) => 90 * Math.min(calls, 1000) + dictionary(Math.min(calls, 1000))],
    ['a memo of a thousand questions that come in no order', (calls) => 100e3 * (1 - Math.exp(-calls / 1000))],
    ['strings that are interned once', (calls) => 60 * Math.min(calls, 100)],
    ['answers kept for two seconds', (calls, s) => 100 * (calls - rate * Math.max(0, s - 2))],
    ['a table that is made late', (_, s) => (s > 6 ? 400e3 : 0)],
    ['a batch of 500 that is gathered and let go', (calls) => 80 * (calls % 500)],
  ])('%s is never taken for a leak', (_, kept) => {
    expect(forty(kept)).not.toContain('leaking');
  });

  test.each<[what: string, kept: (calls: number) => number]>([
    ['a list of numbers of eight bytes that doubles', (calls) => room(calls, 8)],
    ['a list of pairs that doubles', (calls) => room(calls, 16)],
    ['a dictionary of numbers', dictionary],
    ['a linked source for each call', (calls) => 220 * calls],
    ['a series for each call', (calls) => 160 * calls + dictionary(calls)],
    ['every tenth call', (calls) => 400 * Math.floor(calls / 10)],
  ])('%s is never taken for steady, as long as it has not been told', (_, kept) => {
    expect(forty(kept)[0]).not.toBe('steady');
  });

  test('methods that pile up are told in two seconds, of one client in twenty calls too', () => {
    for (const one of [1, 20]) {
      const all = said(
        run(
          20,
          rate,
          (calls) => (950 * calls) / one,
          (calls) => Math.floor(calls / one),
        ),
      );
      expect(all.map(([kind]) => kind)).toEqual(['leaking']);
      if (rate >= 400 && one === 1) expect(all[0]![1]).toBeLessThan(2);
    }
  });
});

/** Calls by a second: even ones, or ever faster ones for the first two seconds, as code warms up. */
const ways: [way: string, by: (rate: number) => (seconds: number) => number][] = [
  ['evenly', (rate) => (s) => rate * s],
  ['ever faster', (rate) => (s) => (s < 2 ? (rate * s * s) / 4 : rate * (s - 1))],
];
describe.each(ways)('linked sources of .NET, with calls that come %s', (_, by) => {
  const linked = (rate: number, alive: (calls: number, seconds: number) => number) =>
    run(20, by(rate), (calls, s) => 192 * alive(calls, s), undefined, alive);

  test.each([150, 450, 1000, 2000])(
    'that are left are told by their count within four seconds, at %i a second',
    (rate) => {
      for (const one of [1, 10]) {
        const samples = linked(rate, (calls) => Math.floor(calls / one));
        const judge = new Judge(() => limit);
        const told = samples.find((sample) => judge.add(sample).kind === 'leaking')!;
        expect(judge.verdict).toMatchObject({ culprit: { kind: 'linkedSources' } });
        const after = (told.at - samples.find(({ calls }) => calls > 0)!.at) / 1000;
        expect(after).toBeGreaterThan(2.2);
        if (one === 1) expect(after).toBeLessThan(4);
      }
    },
  );

  test.each([150, 400, 1000])('that are kept for no more than two seconds are no leak, at %i a second', (rate) => {
    const calls = by(rate);
    const since = (s: number) => calls(s) - calls(Math.max(0, s - 2));
    for (const alive of [
      // One for each call of two seconds, from the first on, later, and of every third call, …
      (_: number, s: number) => since(s),
      (_: number, s: number) => calls(Math.max(5, s)) - calls(Math.max(5, s - 2)),
      (_: number, s: number) => since(s) / 3,
      // … for each call under way, for each of a hundred tenants, …
      (made: number) => (made > 0 ? 1 + ((made * 7919) % 3) : 0),
      (made: number) => Math.min(made, 100),
      // … and for batches that are let go, by calls and by time.
      (made: number) => made % 300,
      (_: number, s: number) => calls(s) - calls(2 * Math.floor(s / 2)),
    ])
      expect(kinds(linked(rate, alive))).not.toContain('leaking');
  });
});

test('of .NET, a floor that has come to lie still is steady as soon as that is half of it', () => {
  // As a browser sampled one with many calls under way, which need ever more room until they have it.
  const floors: [at: number, calls: number, bytes: number][] = [
    [0, 7, 4_559_728],
    [218, 135, 4_675_104],
    [443, 320, 4_671_888],
    [652, 513, 4_681_704],
    [867, 769, 4_681_704],
    [1127, 999, 4_671_000],
    [1334, 1212, 4_703_160],
    [1552, 1469, 4_703_160],
    [1776, 1757, 4_703_160],
    [1986, 1981, 4_703_160],
    [2204, 2402, 4_703_160],
    [2409, 2786, 4_703_160],
    [2626, 3204, 4_703_160],
  ];
  const [like] = run(1, 1, () => 0) as [Sample];
  const samples = floors.map(([at, calls, bytes]) => ({
    ...like,
    at,
    calls,
    callsOpen: 64,
    heapAfterGc: bytes,
    dataAfterGc: bytes,
  }));
  expect(kinds(samples)).toEqual(['steady']);
});

test('of .NET, what each call leaves is told after five thousand calls, and a smaller cache is not', () => {
  const all = said(run(20, 1000, (calls) => 220 * calls));
  expect(all.map(([kind]) => kind)).toEqual(['leaking']);
  expect(all[0]![1]).toBeLessThan(6);
  expect(kinds(run(20, 1000, (calls) => 220 * Math.min(calls, 3000)))).not.toContain('leaking');
});
