import { describe, expect, test } from 'vitest';
import type { Sample } from '../protocol/samples.ts';
import { Judge, judge } from './judge.ts';

/** Samples as the probe sends them: ten a second, a collection every half second, a sawtooth of garbage above the floor. */
function run(options: {
  seconds: number;
  callsPerSecond?: number;
  clientsPerCall?: number;
  floor: (calls: number, seconds: number) => number;
  source?: Sample['source'];
  collects?: boolean;
}): Sample[] {
  const {
    seconds,
    callsPerSecond = 2000,
    clientsPerCall = 1,
    floor,
    source = 'v8',
    collects = source === 'v8',
  } = options;
  return Array.from({ length: seconds * 10 }, (_, i): Sample => {
    const at = 200 + i * 100;
    const calls = Math.round((i / 10) * callsPerSecond);
    const left = floor(calls, i / 10);
    const garbage = (i % 7) * 900_000;
    return {
      at,
      calls,
      clientsCreated: Math.max(1, Math.round(calls * clientsPerCall)),
      channelsCreated: 1,
      methodsCached: 1,
      callsFailed: 0,
      callsOpen: 0,
      alive:
        source === 'objects' && i % 5 === 0
          ? { clients: 1, methods: Math.round(left), channels: 1, methodsCached: 1 }
          : null,
      dataAfterGc: collects && source === 'v8' && i % 5 === 0 ? left : null,
      buffers: null,
      heapUsed: source === 'objects' ? null : left + garbage,
      heapAfterGc: collects && i % 5 === 0 ? left : null,
      source,
    };
  });
}

const base = 14e6;
/** V8's own: 1.8 MB of code and tables in the first second, then some noise. */
const warm = (seconds: number) => base + 1.8e6 * Math.min(1, seconds) + 40_000 * Math.sin(seconds * 5);
const limit = { heap: 280e6 };

describe('bytes after collections', () => {
  test('nothing, or the first second alone, is not enough', () => {
    expect(judge([], limit).kind).toBe('not-enough-data');
    expect(judge(run({ seconds: 1, floor: (_, s) => warm(s) }), limit).kind).toBe('not-enough-data');
  });

  test('a floor that rises by a kilobyte a call leaks, by that much a client, until the cap', () => {
    const verdict = judge(run({ seconds: 8, floor: (calls, s) => warm(s) + 950 * calls }), limit);
    expect(verdict).toMatchObject({ kind: 'leaking', unit: 'bytes' });
    if (verdict.kind !== 'leaking') return;
    expect(verdict.growth.perClient?.estimate).toBeGreaterThan(800);
    expect(verdict.growth.perClient?.estimate).toBeLessThan(1100);
    expect(verdict.secondsToLimit).toBeCloseTo((limit.heap - verdict.floor) / verdict.growth.perSecond.estimate);
  });

  test('a floor that grows though no call is made is never said not to grow', () => {
    const judged = new Judge(() => limit);
    const samples = run({ seconds: 30, callsPerSecond: 0, clientsPerCall: 0, floor: (_, s) => warm(s) + 3e6 * s });
    const said = samples.map((sample) => judged.add(sample));
    expect(said.map((verdict) => 'missing' in verdict && verdict.missing)).not.toContain('no-calls');
    expect(said.at(-1)!.kind).toBe('leaking');
    const idle = run({ seconds: 10, callsPerSecond: 0, floor: (_, s) => warm(s) });
    expect(judge(idle, limit)).toMatchObject({ missing: 'no-calls' });
  });

  test('where no client is created while it grows, there is no figure for one', () => {
    expect(
      judge(run({ seconds: 8, clientsPerCall: 0, floor: (calls, s) => warm(s) + 950 * calls }), limit),
    ).toMatchObject({ kind: 'leaking', growth: { perClient: null } });
  });

  test('a floor that only warmed up is steady', () => {
    expect(judge(run({ seconds: 20, floor: (_, s) => warm(s) }), limit).kind).toBe('steady');
  });

  test('a client on every tenth call leaks too', () => {
    expect(
      judge(run({ seconds: 12, clientsPerCall: 0.1, floor: (calls, s) => warm(s) + 95 * calls }), limit).kind,
    ).toBe('leaking');
  });

  test('what is gathered and let go again is never a leak, before the first time or after', () => {
    const judged = new Judge(() => limit);
    const batches = (calls: number, s: number) => warm(s) + 100 * (calls % 8000);
    const kinds = run({ seconds: 60, floor: batches }).map((sample) => judged.add(sample).kind);
    expect(new Set(kinds)).not.toContain('leaking');
  });

  test('what is kept for a time grows with the rate of calls, and is no leak; what is kept for ever is one at any rate', () => {
    // From 500 to 2,500 calls a second in twenty seconds, of which those of the last three seconds are held, or all.
    const callsBy = (s: number) => Math.round(s <= 0 ? 0 : s < 20 ? 500 * s + 50 * s * s : 30_000 + 2500 * (s - 20));
    const said = (held: (s: number) => number) => {
      const judged = new Judge(() => limit);
      const samples = run({ seconds: 30, floor: (_, s) => warm(s) + 100 * held(s) });
      return samples.map((sample, i) => {
        const verdict = judged.add({ ...sample, calls: callsBy(i / 10) });
        return verdict.kind === 'not-enough-data' ? verdict.missing : verdict.kind;
      });
    };
    const ofThreeSeconds = said((s) => callsBy(s) - callsBy(s - 3)).slice(60);
    expect(ofThreeSeconds).not.toContain('leaking');
    expect(ofThreeSeconds).toContain('even-rate');
    expect(said(callsBy)[120]).toBe('leaking');
  });

  test('what takes room for twice as many when it is full is not steady between its steps, and one step alone is, in time', () => {
    const flat = (calls: number, s: number) =>
      base + 800e3 * Math.min(1, s) + 100e3 * Math.min(1, calls / 8000) + 15e3 * Math.sin(s * 5);
    const room = (calls: number) => 10 * 2 ** Math.ceil(Math.log2(Math.max(8, calls)));
    // In a tab, where data are not told apart from code.
    const inTab = (floor: (calls: number, s: number) => number) =>
      run({ seconds: 35, callsPerSecond: 2260, floor }).map((sample) => ({ ...sample, dataAfterGc: null }));
    const judged = new Judge(() => limit);
    const kinds = inTab((calls, s) => flat(calls, s) + room(calls)).map((sample) => judged.add(sample).kind);
    expect(kinds).not.toContain('steady');
    expect(
      judge(
        inTab((calls, s) => flat(calls, s) + (s > 5 ? 300e3 : 0)),
        limit,
      ).kind,
    ).toBe('steady');
  });

  test('in a tab, what a warm-up is expected to bring does not put off that it is steady, and never hides 25 bytes a call', () => {
    // What four programs' floors there grew by with nothing kept: each time that the calls doubled, by as much.
    const warmUp = (calls: number, s: number) =>
      base + 60e3 * Math.log(Math.max(1, calls)) + 12e3 * Math.sin(7 * s) * Math.cos(3 * s);
    const told = (perCall: number) => {
      const judged = new Judge(() => limit);
      const samples = run({
        seconds: 40,
        callsPerSecond: 1000,
        floor: (calls, s) => warmUp(calls, s) + perCall * calls,
      });
      return samples.map((sample) => judged.add({ ...sample, dataAfterGc: null }).kind);
    };
    expect(told(0).indexOf('steady')).toBeLessThan(60);
    expect(told(0)).not.toContain('leaking');
    expect(told(25)).not.toContain('steady');
    expect(told(25)).toContain('leaking');
    expect(told(6).at(-1)).toBe('leaking');
  });

  test('in a tab, the bound is coarse at first, and soon as fine as anywhere there', () => {
    const judged = new Judge(() => limit);
    const bounds = run({
      seconds: 20,
      callsPerSecond: 1000,
      floor: (calls, s) => base + 75e3 * Math.log(Math.max(1, calls)) + 15e3 * Math.sin(7 * s) * Math.cos(3 * s),
    }).flatMap((sample) => {
      const said = judged.add({ ...sample, dataAfterGc: null });
      return said.kind === 'steady' ? [said.bound!] : [];
    });
    expect(bounds[0]).toBeGreaterThan(25);
    expect(bounds[0]).toBeLessThan(75);
    expect(bounds.at(-1)).toBeLessThan(20);
  });

  test('a memo of common size that a slow machine does not fill in time is no leak in the end, and what goes on by as much is', () => {
    const kinds = (perCall: (calls: number) => number) => {
      const judged = new Judge(() => limit);
      const samples = run({ seconds: 40, callsPerSecond: 400, floor: (calls, s) => warm(s) + perCall(calls) });
      return samples.map((sample) => judged.add(sample).kind);
    };
    expect(kinds((calls) => 100 * 5000 * (1 - Math.exp(-calls / 5000))).at(-1)).not.toBe('leaking');
    expect(kinds((calls) => 100 * calls).at(-1)).toBe('leaking');
  });

  test('that it is steady is taken back where it goes on growing by more than is likely', () => {
    // In a tab, whose warm-up may hide some bytes a call for long.
    const inTab = (floor: (calls: number, s: number) => number) =>
      run({ seconds: 40, floor }).map((sample) => ({ ...sample, dataAfterGc: null }));
    const judged = new Judge(() => limit);
    const later = (calls: number, s: number) => warm(s) + 16 * Math.max(0, calls - 20_000);
    const kinds = inTab(later).map((sample) => judged.add(sample).kind);
    expect(kinds).toContain('steady');
    expect(kinds.at(-1)).not.toBe('steady');
  });

  test('an array of numbers, which grows by ever greater steps, is told at any rate, and not taken for what has filled', () => {
    const room = (calls: number) => 8 * 1.5 ** Math.ceil(Math.log(Math.max(1, calls)) / Math.log(1.5));
    for (const callsPerSecond of [1400, 2400]) {
      const judged = new Judge(() => limit);
      const samples = run({ seconds: 40, callsPerSecond, floor: (calls) => base + room(calls) });
      const kinds = samples.map((sample) => judged.add(sample).kind);
      expect([...new Set(kinds.slice(kinds.length / 2))]).toEqual(['leaking']);
    }
  });

  test('a leak once told is taken back where it has long gone on by much less than was told, though nothing shows that it is steady', () => {
    const judged = new Judge(() => limit);
    const wild = (s: number) => (s < 8 ? 0 : 600_000 * Math.abs(Math.sin(s * 7)));
    const slower = (calls: number, s: number) => warm(s) + 200 * Math.min(calls, 16_000) + wild(s);
    const kinds = run({ seconds: 40, floor: slower }).map((sample) => judged.add(sample).kind);
    expect(kinds).toContain('leaking');
    expect(kinds.at(-1)).not.toBe('leaking');
  });

  test('a leak that begins below what was held before is told, once that has not come back for long', () => {
    const dropped = (calls: number, s: number) => warm(s) + (s < 3 ? 30e6 : 0) + 200 * calls;
    expect(judge(run({ seconds: 20, floor: dropped }), limit).kind).toBe('leaking');
  });

  test('a leak once told is not steady while it goes on nearly as fast', () => {
    const judged = new Judge(() => limit);
    const slower = (calls: number, s: number) =>
      warm(s) + 60 * Math.min(calls, 20_000) + 35 * Math.max(0, calls - 20_000);
    const kinds = run({ seconds: 40, floor: slower }).map((sample) => judged.add(sample).kind);
    expect(kinds.slice(kinds.indexOf('leaking'))).not.toContain('steady');
    expect(kinds.at(-1)).toBe('leaking');
  });

  test('a program that rests is judged by time meanwhile', () => {
    const resting = (grows: number) =>
      run({ seconds: 30, floor: (_, s) => warm(s) + grows * s }).map((sample) => ({
        ...sample,
        calls: Math.min(sample.calls, 2000),
      }));
    expect(judge(resting(0), limit)).toMatchObject({ kind: 'steady', bound: null });
    expect(judge(resting(100e3), limit)).toMatchObject({ kind: 'leaking', growth: { perCall: null } });
  });

  test('a program that hardly calls gives not enough data, leaking or not', () => {
    expect(judge(run({ seconds: 20, callsPerSecond: 5, floor: (_, s) => warm(s) }), limit).kind).toBe(
      'not-enough-data',
    );
    expect(judge(run({ seconds: 20, callsPerSecond: 5, floor: (calls, s) => warm(s) + 950 * calls }), limit).kind).toBe(
      'not-enough-data',
    );
  });

  test('a program that stopped leaking is in time steady again', () => {
    expect(judge(run({ seconds: 60, floor: (calls, s) => warm(s) + 950 * Math.min(calls, 20_000) }), limit).kind).toBe(
      'steady',
    );
  });
});

describe('where collections cannot be forced, or only counted objects are seen', () => {
  test.each([['objects', 1]] as const)('%s: what is left climbs, or it does not', (source, perCall) => {
    const start = source === 'objects' ? 0 : base;
    expect(
      judge(run({ seconds: 12, source, floor: (calls) => start + perCall * calls }), { heap: null }),
    ).toMatchObject({
      kind: 'leaking',
      unit: source === 'objects' ? 'objects' : 'bytes',
    });
    expect(judge(run({ seconds: 12, source, floor: () => start + 1 }), { heap: null }).kind).toBe('steady');
  });
});

test('what a count tells is told in a tab too, where there are points for a line, though not for one through the lowest of them', () => {
  const samples = run({ seconds: 2.6, floor: (_, s) => warm(s) }).map((sample, i) => ({
    ...sample,
    dataAfterGc: null,
    alive: i % 5 === 0 ? { clients: 1, methods: sample.calls, channels: 1, methodsCached: sample.calls } : null,
  }));
  expect(judge(samples, limit)).toMatchObject({ kind: 'leaking', culprit: { kind: 'methodsCached' } });
});

describe('counts at few floors', () => {
  /** Of so many methods in turn, 300 calls and a second and a half apart. */
  const kindsOf = (counts: readonly number[]) => {
    const judged = new Judge(() => limit);
    return counts.map((methods, i) => {
      const sample = run({ seconds: 0.1, floor: () => base })[0]!;
      const alive = { clients: 1, methods, channels: 1, methodsCached: methods };
      return judged.add({ ...sample, at: 1500 * (i + 1), calls: 300 * (i + 1), alive }).kind;
    });
  };
  /** A cache that is emptied when it holds 50, as a machine saw it that had other things to do. */
  const emptied = [16, 5, 46, 4, 10, 8, 0, 32, 34, 49, 9, 0, 0, 11, 13, 31];

  test('a cache that is emptied by hand goes up a few times in a row by chance, and is no leak', () => {
    expect(kindsOf(emptied)).not.toContain('leaking');
    expect(kindsOf([0, 11, 13, 31, 2, 12, 40, 7])).not.toContain('leaking');
  });

  test('what leaks from the first call or after such a cache is told by five floors, and what goes up in leaps by twelve', () => {
    const leak = [15, 30, 45, 60, 75, 90];
    expect(kindsOf(leak).indexOf('leaking')).toBe(4);
    expect(kindsOf([...emptied, ...leak])).toContain('leaking');
    expect(kindsOf([0, 1, 2, 40, 41, 42, 43, 81, 82, 83, 84, 122, 123, 124]).indexOf('leaking')).toBe(11);
  });

  test('a pool of six that are made one after the other within ten seconds is no leak, and what goes on by one at a time is', () => {
    const one = [1, 2, 3, 4, 5, 6];
    expect(kindsOf([...one, 6, 6, 6, 6, 6, 6])).not.toContain('leaking');
    expect(kindsOf([...one, 7, 8, 9, 10]).indexOf('leaking')).toBe(7);
    expect(kindsOf(one.map((count) => 8 * count)).indexOf('leaking')).toBe(4);
  });
});

describe('bytes of a tab', () => {
  /** Code that is compiled in the first 2,000 calls, and figures that tremble by a tenth of a megabyte. */
  const tab = (calls: number) => 3.5e6 + 1.5e6 * Math.min(1, calls / 2000) + 90_000 * Math.sin(calls * 1.7);
  const judged = (seconds: number, callsPerSecond: number, perCall: number) =>
    judge(
      run({ seconds, callsPerSecond, source: 'tab', collects: true, floor: (calls) => tab(calls) + perCall * calls }),
      limit,
    ).kind;

  test.each([1500, 4000])(
    'at %i calls a second, a leak of 400 bytes a call is one, and none is none',
    (callsPerSecond) => {
      expect(judged(14, callsPerSecond, 400)).toBe('leaking');
      expect(judged(14, callsPerSecond, 0)).toBe('steady');
    },
  );

  test('a floor that lies still while no code is compiled is steady before the next is, and one that grows by eight bytes a call is not', () => {
    /** What V8 compiled of 64 calls at a time: the last of Maglev's code at 7,000 calls, and the first of Turbofan's at 16,000. */
    const from = (calls: number, begins: number, ends: number) =>
      Math.max(0, Math.min(1, (calls - begins) / (ends - begins)));
    const compiled = (calls: number) =>
      5e6 + 1e6 * from(calls, 0, 1000) + 130e3 * from(calls, 1000, 7000) + 120e3 * from(calls, 16_000, 18_000);
    const floor = (perCall: number) => (calls: number) =>
      compiled(calls) + 8000 * Math.sin(calls * 1.7) + perCall * calls;
    const sampled = (seconds: number, perCall: number) =>
      run({ seconds, callsPerSecond: 3600, source: 'tab', collects: true, floor: floor(perCall) });
    expect(judge(sampled(5, 0), limit).kind).toBe('steady');
    expect(judge(sampled(12, 0), limit).kind).toBe('steady');
    expect(judge(sampled(5, 8), limit).kind).toBe('not-enough-data');
  });

  test('one that moves by no more than a piece of code is as well, and is not where eight bytes a call come on top', () => {
    const from = (calls: number, begins: number, ends: number) =>
      Math.max(0, Math.min(1, (calls - begins) / (ends - begins)));
    const floor = (perCall: number) => (calls: number) =>
      5e6 +
      1e6 * from(calls, 0, 1000) +
      130e3 * from(calls, 1000, 5000) +
      55e3 * from(calls, 5000, 11_000) +
      perCall * calls;
    const judged = (perCall: number) =>
      judge(run({ seconds: 4.7, callsPerSecond: 3000, source: 'tab', collects: true, floor: floor(perCall) }), limit)
        .kind;
    expect(judged(0)).toBe('steady');
    expect(judged(8)).toBe('not-enough-data');
  });
});
