import type { ClassView, MemberView, News, Results } from '../answers.ts';
import type { ClassState } from '../state.ts';
import type { LiveClass } from './live-class.ts';

/** What a learner is told: the messages after `seen` that are for them, and all else as it stands. */
export function newsFor({ record, state }: LiveClass, id: string, seen: number, now: number): News {
  const member = state.members.get(id)!;
  const { help } = member;
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
      ahead: handsOf(state).filter((raised) => raised < help.seq).length,
    },
    polls: Object.fromEntries(
      Object.entries(state.polls)
        .filter(([, { revealed }]) => revealed)
        .map(([key, { counts }]) => [key, counts]),
    ),
    exported: state.exported,
  };
}

/**
 * Which learners may be told anything new by what happened: a report of another changes nothing for them, and a hand changes something for those
 * whose hands are up.
 */
export function concernedBy(before: ClassState, after: ClassState): (member: string) => boolean {
  const isForAll =
    before.messages !== after.messages ||
    before.offer !== after.offer ||
    before.timer !== after.timer ||
    before.exported !== after.exported ||
    Object.keys({ ...before.polls, ...after.polls }).some((key) => {
      const [was, is] = [before.polls[key], after.polls[key]];
      return was !== is && (was?.revealed || is?.revealed);
    });
  if (isForAll) return () => true;
  const haveMoved = handsOf(before).join() !== handsOf(after).join();
  const helpOf = (state: ClassState, id: string) => state.members.get(id)?.help ?? null;
  return (id) =>
    !after.members.has(id) || helpOf(before, id) !== helpOf(after, id) || (haveMoved && helpOf(after, id) !== null);
}

const hands = new WeakMap<ClassState, readonly number[]>();

/** When the hands were raised that nobody has taken: each learner who has one up asks how many there are. */
function handsOf(state: ClassState): readonly number[] {
  const known = hands.get(state);
  if (known) return known;
  const found = [...state.members.values()].flatMap(({ help }) => (help && !help.takenBy ? help.seq : []));
  hands.set(state, found);
  return found;
}

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
