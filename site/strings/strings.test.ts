import { describe, expect, it } from 'vitest';
import { reasonCodes } from '../sandbox/errors/reason.ts';
import type { Culprit } from '../sandbox/verdict/culprits.ts';
import { sampleAt } from '../sandbox/testing/fake-runtime.ts';
import { about, leakingVerdict } from '../sandbox/testing/verdicts.ts';
import { nothingYet } from '../sandbox/verdict/verdict.ts';
import { strings as english } from './en.ts';
import { formatFor } from './format.ts';
import { framesStrings } from './frames.ts';
import { loadStrings } from './index.ts';
import { strings as chinese } from './zh-cn.ts';

describe.each([
  ['en', english],
  ['zh-CN', chinese],
] as const)('the sentences in %s', (language, strings) => {
  const format = formatFor(language);

  it('says what to do for each reason, with its facts and without', () => {
    const facts = {
      message: 'm',
      file: 'client.ts',
      line: 3,
      column: 5,
      program: 'client.ts',
      exitCode: 1,
      port: 5000,
      bytes: 96e6,
      seconds: 10,
    };
    for (const code of reasonCodes) {
      for (const reason of [{ code }, { code, ...facts }]) {
        const sentence = strings.trouble.reasons[code](reason, format);
        expect(sentence).toMatch(/[.。]$/);
        expect(sentence).not.toMatch(/undefined|NaN|null/);
      }
    }
  });

  it.each([
    ['enum', 'as const'],
    ['namespace declaration', language === 'en' ? 'module' : '模块'],
    ['parameter property', language === 'en' ? 'constructor' : '构造函数'],
  ])('says what stands for TypeScript’s %s, which Node refuses', (kind, instead) => {
    const message = `SyntaxError [ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX]: TypeScript ${kind} is not supported in strip-only mode`;
    const sentence = strings.trouble.reasons['syntax-error']({ code: 'syntax-error', message }, format);
    expect(sentence).toContain(instead);
    expect(sentence).toMatch(/[.。]$/);
  });

  it('has no sentence twice among the reasons', () => {
    const sentences = reasonCodes.map((code) => strings.trouble.reasons[code]({ code }, format));
    expect(new Set(sentences).size).toBe(reasonCodes.length);
  });

  it('tells a program that waited in vain from one that came to its end, in TypeScript alone', () => {
    const ends: [string, number][] = [
      ['client.ts', 13],
      ['client.ts', 0],
      ['Program.cs', 13],
    ];
    const said = ends.map(([program, exitCode]) =>
      strings.trouble.reasons.exited({ code: 'exited', program, exitCode }, format),
    );
    expect(said.map((sentence) => sentence.includes('await'))).toEqual([true, false, false]);
  });

  it('says of a run that has ended what it was, and promises nothing of its process', () => {
    const culprit: Culprit = { kind: 'clients', held: 77, perCall: about(1) };
    const leaking = [null, 'stopped', 'full', 'of-itself'] as const;
    const said = leaking.map((end) => strings.verdict.leaking(leakingVerdict({ culprit }), end, format));
    expect(said.map((sentence) => sentence.includes(format.span(60)))).toEqual([true, true, false, false]);
    expect(new Set(said).size).toBe(3);
    const ended = { ...nothingYet, missing: 'ended' as const, growth: leakingVerdict().growth };
    const early = [...leaking.slice(1), 'uncalled' as const].map((end) =>
      strings.verdict.notEnough(ended, end, format),
    );
    expect(new Set(early).size).toBe(4);
    expect(early[1]).toContain(format.bytes(950));
  });

  it('counts in the chart’s summary what the chart draws: of live objects, all kinds', () => {
    const alive = { clients: 2, methods: 1, channels: 2990, methodsCached: 0 };
    const last = sampleAt(5000, { source: 'objects', heapUsed: null, alive });
    const summary = strings.chart.summary({ name: 'x', last, entries: 0, floor: null }, format);
    expect(summary).toContain(format.number(2993));
  });

  it('is the language that a page asks for', async () => {
    expect(await loadStrings(language)).toBe(strings);
  });
});

it.each([929, 1929])('a Chinese sentence has no gap behind a size, whether 字节 or kB: %d bytes', (size) => {
  const format = formatFor('zh-CN');
  const growth = { perCall: about(size, 20), perClient: about(size), perSecond: about(1e6) };
  const sentence = chinese.verdict.leaking(leakingVerdict({ growth }), null, format);
  expect(sentence).toContain(`${format.bytes(size)}（`);
  expect(sentence).not.toMatch(/\p{Script=Han} \p{Script=Han}|[A-Za-z0-9]\p{Script=Han}/u);
});

it.each(['en', 'zh-CN'])(
  'says the same of connections’ first calls, whether others came after them or not: %s',
  (language) => {
    const { calls } = framesStrings(language);
    expect(calls('3', '15', '9')).toContain(calls('3', '15', null).slice(0, -1));
  },
);

describe('formatFor', () => {
  const format = formatFor('en');
  it('writes sizes in the unit that fits', () => {
    expect([909, 1660, 29.13e6].map(format.bytes)).toEqual(['909 bytes', '1.7 kB', '29.1 MB']);
  });
  it('writes spans in the unit that fits', () => {
    expect([40, 180, 7200, 200_000].map(format.span)).toEqual(['40 seconds', '3 minutes', '2 hours', '2 days']);
  });
  it('writes figures as the language does', () => {
    expect(format.number(12345.6)).toBe('12,346');
    expect(formatFor('zh-CN').span(180)).toBe('3 分钟');
  });
});
