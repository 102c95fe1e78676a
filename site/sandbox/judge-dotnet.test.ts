import { describe, expect, test } from 'vitest';
import { Judge } from './judge.ts';
import type { Sample } from './samples.ts';
import type { Verdict } from './verdict.ts';

const limit = { heap: 280e6 };

/** Samples of .NET in a tab: collections 300 ms apart, later 600; it tells some hundred bytes more or less, and what its first calls make is 30 kB. */
function run(
  seconds: number,
  callsPerSecond: number,
  kept: (calls: number, seconds: number) => number,
  counted?: (calls: number) => number,
): Sample[] {
  const ats: number[] = [];
  for (let at = 0; at <= seconds * 1000; at += at < 4800 ? 300 : 600) ats.push(at);
  return ats.map((at, i) => {
    const calls = Math.round((at / 1000) * callsPerSecond);
    const warm = 4.4e6 + 30e3 * Math.min(1, calls / 60) + 300 * Math.log(1 + calls) + ((i * 7919) % 13) * 90;
    const floor = Math.round(warm + kept(calls, at / 1000));
    const methods = 1 + Math.round(counted?.(calls) ?? 0);
    return {
      at: 400 + at,
      calls,
      callsFailed: 0,
      callsOpen: 1,
      clientsCreated: 1,
      channelsCreated: 1,
      methodsCached: methods,
      alive: { clients: 1, methods, channels: 1, methodsCached: methods },
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
    ['a token that is linked for each call', (calls) => 220 * calls],
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

test.each([150, 400, 1000])('tokens that are linked and left are told by their count, at %i calls a second', (rate) => {
  const linked = (count: (calls: number) => number) =>
    run(20, rate, (calls) => 192 * count(calls)).map((sample) => ({
      ...sample,
      alive: { ...sample.alive!, linkedTokens: count(sample.calls) },
    }));
  const judge = new Judge(() => limit);
  const told = linked((calls) => calls).find((sample) => judge.add(sample).kind === 'leaking');
  expect(judge.verdict).toMatchObject({ culprit: { kind: 'linkedTokens' } });
  expect(told!.calls).toBeLessThan(Math.max(600, 2.5 * rate));
  for (const kept of [
    // One for each call under way, …
    (calls: number) => (calls > 0 ? 1 + ((calls * 7919) % 3) : 0),
    // … for each of a hundred tenants, and for a batch that is let go.
    (calls: number) => Math.min(calls, 100),
    (calls: number) => calls % 300,
  ])
    expect(kinds(linked(kept))).not.toContain('leaking');
});

test('of .NET, what each call leaves is told after five thousand calls, and a smaller cache is not', () => {
  const all = said(run(20, 1000, (calls) => 220 * calls));
  expect(all.map(([kind]) => kind)).toEqual(['leaking']);
  expect(all[0]![1]).toBeLessThan(6);
  expect(kinds(run(20, 1000, (calls) => 220 * Math.min(calls, 3000)))).not.toContain('leaking');
});
