import type { ClassView, MemberView, News, Results } from '../answers.ts';
import type { ClassState } from '../state.ts';
import type { LiveClass } from './live-class.ts';

/** What a learner is told: the messages after `seen` that are for them, and all else as it stands. */
export function newsFor({ record, state }: LiveClass, id: string, seen: number, now: number): News {
  const member = state.members.get(id)!;
  const { help } = member;
  const before = ({ help: other }: MemberView) => other && help && !other.takenBy && other.seq < help.seq;
  return {
    type: 'news',
    now,
    seq: state.seq,
    className: record.name,
    name: member.name,
    messages: state.messages.filter(({ seq, to }) => seq > seen && (to === null || to === id)),
    offer: state.offer,
    timer: state.timer,
    help: help && {
      takenBy: help.takenBy?.name ?? null,
      ahead: [...state.members.values()].filter(before).length,
    },
    polls: Object.fromEntries(
      Object.entries(state.polls)
        .filter(([, { revealed }]) => revealed)
        .map(([key, { counts }]) => [key, counts]),
    ),
    exported: state.exported,
  };
}

/** Whether it may tell a learner anything new: a report of another changes nothing for them. */
export const concernsLearners = (before: ClassState, after: ClassState): boolean =>
  before.messages !== after.messages ||
  before.offer !== after.offer ||
  before.timer !== after.timer ||
  before.exported !== after.exported ||
  Object.entries(after.polls).some(
    ([key, poll]) => before.polls[key] !== poll && (poll.revealed || before.polls[key]?.revealed),
  ) ||
  helpOf(before) !== helpOf(after);

const helpOf = (state: ClassState): string =>
  [...state.members.values()]
    .filter(({ help }) => help)
    .map(({ id, help }) => `${id} ${help!.seq} ${help!.takenBy?.id}`)
    .join();

export function classView({ record, state, storing }: LiveClass, turnedAway: number, now: number): ClassView {
  const { messages, offer, timer, polls, doorOpen, most } = state;
  return {
    type: 'class',
    now,
    seq: state.seq,
    name: record.name,
    code: record.code,
    messages,
    offer: offer?.lesson ?? null,
    timer,
    polls,
    doorOpen,
    most,
    turnedAway,
    storing,
  };
}

/** Without what shows who a page is, and without code. */
export function memberView(state: ClassState, id: string): MemberView {
  const { name, lesson, away, joinedAt, met, heardAt, activeAt, work, help } = state.members.get(id)!;
  return { id, name, lesson, away, joinedAt, met, heardAt, activeAt, work, help };
}

/** Those that differ, and those that are no more. */
export function changedMembers(before: ClassState, after: ClassState): { changed: string[]; removed: string[] } {
  const changed = [...after.members].filter(([id, member]) => before.members.get(id) !== member).map(([id]) => id);
  return { changed, removed: [...before.members.keys()].filter((id) => !after.members.has(id)) };
}

export const resultsOf = ({ record, state }: LiveClass, now: number): Results => ({
  name: record.name,
  at: now,
  learners: [...state.members.values()].map(({ name, work }) => ({
    name,
    solved: Object.entries(work)
      .filter(([, { solved }]) => solved)
      .map(([exercise]) => exercise),
  })),
});
