import type { MemberView, Work } from '../answers.ts';
import type { Lesson } from './course.ts';

/** What a trainer should know of a learner first, the most urgent first. */
export const statuses = ['help', 'stuck', 'idle', 'away', 'working'] as const;
export type LearnerStatus = (typeof statuses)[number];

// The rules are told on the page: `rules` in site/strings/class-trainer.ts.
const stuckChecks = 3;
const stuckAfter = 15 * 60_000; // ms
const idleAfter = 10 * 60_000; // ms
const awayAfter = 150_000; // ms

/** @param now by the hub's clock */
export function statusOf(member: MemberView, now: number): LearnerStatus {
  if (member.help) return 'help';
  if (isAway(member, now)) return 'away';
  const work = current(member);
  if (work && !work.solved && (work.failedChecks >= stuckChecks || (work.runs > 0 && now - work.since >= stuckAfter)))
    return 'stuck';
  return now - member.activeAt >= idleAfter ? 'idle' : 'working';
}

export const isAway = (member: MemberView, now: number): boolean => member.away || now - member.heardAt >= awayAfter;

/** Of the exercise that was worked on last; null before the first. */
export const current = (member: MemberView): Work | null =>
  Object.values(member.work).reduce<Work | null>((last, work) => (last && last.at >= work.at ? last : work), null);

/** A lesson is solved when all its exercises are. */
export const hasSolved = ({ work }: MemberView, { exercises }: Pick<Lesson, 'exercises'>): boolean =>
  exercises.every((exercise) => work[exercise]?.solved);

export const metCount = (work: Work): number => work.criteria.filter(({ result }) => result === 'passed').length;
