import { describe, expect, it } from 'vitest';
import { firstReport } from '../../../tests/support/class-report.ts';
import type { MemberView, Work } from '../answers.ts';
import { hasSolved, statusOf } from './status.ts';
import { toCsv } from './save-results.ts';

const minute = 60_000;
const work: Work = {
  ...firstReport,
  verdict: 'leaking',
  since: 0,
  at: 0,
};
const member = (changes: Partial<MemberView>): MemberView => ({
  id: 'a',
  name: 'Ann',
  lesson: 'the-leak',
  away: false,
  joinedAt: 0,
  met: true,
  heardAt: 20 * minute,
  activeAt: 20 * minute,
  work: {},
  help: null,
  ...changes,
});
const status = (changes: Partial<MemberView>) => statusOf(member(changes), 20 * minute);

describe('a learner’s status', () => {
  it('is what the rules say', () => {
    expect(status({})).toBe('working');
    expect(status({ activeAt: 10 * minute })).toBe('idle');
    expect(status({ away: true })).toBe('away');
    expect(status({ heardAt: 17 * minute })).toBe('away');
    expect(status({ work: { a: { ...work, since: 6 * minute } } })).toBe('working');
    expect(status({ work: { a: { ...work, since: 5 * minute } } })).toBe('stuck');
    expect(status({ work: { a: { ...work, since: 5 * minute, runs: 0 } } })).toBe('working');
    expect(status({ work: { a: { ...work, since: 19 * minute, failedChecks: 3 } } })).toBe('stuck');
    expect(status({ work: { a: { ...work, failedChecks: 3, solved: true } } })).toBe('working');
  });
});

it('calls a lesson solved when all its exercises are', () => {
  const lesson = { exercises: ['in-production', 'capstone'] };
  const solved = { ...work, solved: true };
  expect(hasSolved(member({ work: { 'in-production': solved } }), lesson)).toBe(false);
  expect(hasSolved(member({ work: { 'in-production': solved, capstone: work } }), lesson)).toBe(false);
  expect(hasSolved(member({ work: { 'in-production': solved, capstone: solved } }), lesson)).toBe(true);
});

describe('results as CSV', () => {
  it('have no cell that a spreadsheet would run', () => {
    const csv = toCsv({ name: 'x', at: 0, learners: [{ name: '=HYPERLINK("x")', solved: ['b'] }] }, ['a', 'b']);
    expect(csv).toBe('\uFEFFname,a,b\r\n"\'=HYPERLINK(""x"")",0,1\r\n');
    for (const name of ['+1', '-1', '@x', '＝1', '＋1', '－1', '＠x'])
      expect(toCsv({ name: 'x', at: 0, learners: [{ name, solved: [] }] }, [])).toBe(`\uFEFFname\r\n'${name}\r\n`);
    // Where fields end at a semicolon, it would be one of its own.
    expect(toCsv({ name: 'x', at: 0, learners: [{ name: 'Eve;=1+1', solved: [] }] }, [])).toContain('"Eve;=1+1"');
  });
});
