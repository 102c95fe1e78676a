import { questionKey, type Help, type MemberView, type Said, type Work } from './answers.ts';
import type { LearnerMessage, SharedCode, TrainerMessage } from './messages.ts';

/** What happened in a class. `seq` counts up by one in each class, in the order in which the store took them. */
export interface ClassEvent {
  readonly seq: number;
  /** Milliseconds since the epoch, by the store's clock. */
  readonly at: number;
  /** A member's or a trainer's id. */
  readonly by: string;
  readonly source: string;
  readonly n: number;
  readonly data: EventData;
}
export type EventData =
  | Exclude<LearnerMessage, { type: 'place' | 'report' | 'help' }>
  | PageEvent
  /** `again`: the hand was up already. */
  | (Extract<LearnerMessage, { type: 'help' }> & { readonly again?: boolean })
  /** `tokenHash`: SHA-256 of what the page shows to be this member. */
  | { readonly type: 'joined'; readonly name: string; readonly tokenHash: string }
  /** The last connection of the member's pages has ended. */
  | { readonly type: 'left' }
  | (TrainerMessage & { readonly trainer: string });

/** `page`: which of the member's said it, by the name of its outbox. */
export type PageEvent = Extract<LearnerMessage, { type: 'place' | 'report' }> & { readonly page?: string };

interface Member extends MemberView {
  readonly tokenHash: string;
  /** What each page, the oldest first, counted of an exercise: a page begins anew. */
  readonly counted: Readonly<Record<string, readonly Counted[]>>;
  /** The page that was in front last. */
  readonly front: string | null;
  readonly code: SharedCode | null;
  readonly answers: Readonly<Record<string, number>>;
  /** The highest number stored of each outbox of theirs: each page has one. */
  readonly outboxes: ReadonlyMap<string, number>;
}

interface Counted {
  readonly page: string;
  readonly runs: number;
  readonly failedChecks: number;
}

/** A class at one moment: what the events up to `seq` make of nothing. */
export interface ClassState {
  readonly seq: number;
  readonly members: ReadonlyMap<string, Member>;
  readonly messages: readonly Said[];
  readonly offer: { readonly seq: number; readonly lesson: string } | null;
  readonly timer: number | null;
  readonly polls: Readonly<Record<string, { counts: readonly number[]; revealed: boolean }>>;
  readonly exported: number | null;
  readonly ended: boolean;
  /** Whether learners may join, and how many there may be. */
  readonly doorOpen: boolean;
  readonly most: number;
  /** Members whose last page has closed, as far as the hub knew that had it. */
  readonly left: ReadonlySet<string>;
  /** The highest number stored of each outbox of trainers, and of hubs. */
  readonly stored: ReadonlyMap<string, number>;
}

export const empty: ClassState = {
  seq: 0,
  members: new Map(),
  messages: [],
  offer: null,
  timer: null,
  polls: {},
  exported: null,
  ended: false,
  doorOpen: true,
  most: 250,
  left: new Set(),
  stored: new Map(),
};

/** Messages that a class remembers. */
const mostMessages = 100;
/**
 * Exercises of a learner, answers of one, and questions of a class: several times what the course has, of which the hub knows nothing. What a page
 * says of more is of none; a question more takes the place of the latest that the fewest answered, which nobody may have asked.
 */
const mostExercises = 60;
const mostAnswers = 60;
const mostQuestions = 400;
/** The answer to a question that another has taken the place of. */
const forgotten = -1;
/** Pages whose counts of an exercise are kept apart, in case they say more. */
const mostPagesCounted = 20;

type Draft = { -readonly [K in keyof ClassState]: ClassState[K] } & {
  members: Map<string, Member>;
  stored: Map<string, number>;
  /** Names that are taken, each with the number that the next of it may have; made when it is first asked for. */
  taken: Map<string, number> | null;
  /** By member: outboxes that it may change, since they were copied for it. */
  outboxes: Map<string, Map<string, number>>;
};

/** What a record has of its own: ids come from pages, and one may be called `constructor`. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/**
 * The state after further events, in their order; the given one stays as it was. Events that it has already, it leaves out, so that a reader
 * may be told of one twice.
 */
export function fold(state: ClassState, events: readonly ClassEvent[]): ClassState {
  const draft: Draft = {
    ...state,
    members: new Map(state.members),
    stored: new Map(state.stored),
    taken: null,
    outboxes: new Map(),
  };
  for (const event of events) {
    if (event.seq <= draft.seq) continue;
    draft.seq = event.seq;
    apply(draft, event);
    note(draft, event);
  }
  const { taken: _taken, outboxes: _outboxes, ...folded } = draft;
  return folded;
}

/** Notes that it is stored: of a learner's, with the learner, and so no longer once they are taken out. */
function note(draft: Draft, event: ClassEvent): void {
  const member = draft.members.get(event.by);
  if (!member) {
    if ('trainer' in event.data) setHighest(draft.stored, event);
    return;
  }
  const outboxes = draft.outboxes.get(event.by) ?? new Map(member.outboxes);
  setHighest(outboxes, event);
  draft.outboxes.set(event.by, outboxes);
  draft.members.set(event.by, { ...member, outboxes });
}

const setHighest = (outboxes: Map<string, number>, { source, n }: ClassEvent): unknown =>
  outboxes.set(source, Math.max(n, outboxes.get(source) ?? -1));

function apply(draft: Draft, event: ClassEvent): void {
  const { data, at, seq, by } = event;
  switch (data.type) {
    case 'joined':
      draft.members.set(by, {
        id: by,
        name: freeName(draft, data.name),
        tokenHash: data.tokenHash,
        lesson: null,
        away: false,
        front: null,
        joinedAt: at,
        met: false,
        heardAt: at,
        activeAt: at,
        work: {},
        counted: {},
        help: null,
        code: null,
        answers: {},
        outboxes: new Map(),
      });
      return;
    case 'place':
    case 'left':
    case 'report':
    case 'answer':
    case 'help': {
      const member = draft.members.get(by);
      if (!member) return;
      draft.members.set(by, learned(draft, member, event, data));
      if (data.type === 'left') draft.left = new Set([...draft.left, by]);
      else if (draft.left.has(by)) draft.left = new Set([...draft.left].filter((id) => id !== by));
      return;
    }
    case 'say':
      draft.messages = [...draft.messages, { seq, at, from: data.trainer, text: data.text, to: data.to }].slice(
        -mostMessages,
      );
      return;
    case 'offer':
      draft.offer = data.lesson === null ? null : { seq, lesson: data.lesson };
      return;
    case 'timer':
      draft.timer = data.seconds === null ? null : at + data.seconds * 1000;
      return;
    case 'reveal': {
      const key = questionKey(data.lesson, data.question);
      draft.polls = { ...draft.polls, [key]: { counts: draft.polls[key]?.counts ?? [], revealed: data.shown } };
      return;
    }
    case 'take':
    case 'helped': {
      const member = draft.members.get(data.member);
      if (member?.help) draft.members.set(data.member, withHelp(member, helpAfter(member.help, event, data)));
      return;
    }
    case 'remove':
      remove(draft, data.member);
      return;
    case 'sweep':
      for (const { id, met, joinedAt } of [...draft.members.values()])
        if (data.minutes === null ? !met : at - joinedAt <= data.minutes * 60_000) remove(draft, id);
      return;
    case 'door':
      draft.doorOpen = data.open;
      return;
    case 'size':
      draft.most = data.most;
      return;
    case 'export':
      draft.exported = at;
      return;
    case 'end':
      draft.ended = true;
      return;
  }
}

function remove(draft: Draft, id: string): void {
  const member = draft.members.get(id);
  if (!member) return;
  draft.members.delete(id);
  draft.polls = without(draft.polls, member.answers);
  draft.taken = null;
}

/** Of what nobody has answered any more, only what is shown stays. */
function without(polls: ClassState['polls'], answers: Member['answers']): ClassState['polls'] {
  const others = { ...polls };
  for (const [key, choice] of Object.entries(answers)) {
    if (choice === forgotten) continue;
    const { counts, revealed } = others[key]!;
    const fewer = counts.map((count, i) => (i === choice ? count - 1 : count));
    if (revealed || fewer.some((count) => count > 0)) others[key] = { counts: fewer, revealed };
    else delete others[key];
  }
  return others;
}

/** Whether nothing of it is kept: an answer that is given already, or more than a learner may have. */
export function isOfNone(member: Member, data: EventData): boolean {
  if (data.type === 'report')
    return !own(member.work, data.exercise) && Object.keys(member.work).length >= mostExercises;
  if (data.type !== 'answer') return false;
  const key = questionKey(data.lesson, data.question);
  return member.answers[key] !== undefined || Object.keys(member.answers).length >= mostAnswers;
}

/** Makes room for a question where there is none. What is shown goes last. */
function makeRoom(draft: Draft): void {
  const all = Object.entries(draft.polls);
  if (all.length < mostQuestions) return;
  const answers = ({ counts, revealed }: ClassState['polls'][string]) =>
    revealed ? Infinity : counts.reduce((sum, count) => sum + count, 0);
  const [least] = all.reduce((a, b) => (answers(b[1]) <= answers(a[1]) ? b : a));
  const { [least]: _, ...others } = draft.polls;
  draft.polls = others;
  for (const [id, member] of draft.members)
    if (member.answers[least] !== undefined)
      draft.members.set(id, { ...member, answers: { ...member.answers, [least]: forgotten } });
}

type Learned = Extract<EventData, { type: LearnerMessage['type'] | 'left' }>;

function learned(draft: Draft, member: Member, { at, seq }: ClassEvent, data: Learned): Member {
  const heard = { ...member, met: member.met || data.type !== 'left', heardAt: at };
  if (isOfNone(member, data)) return heard;
  switch (data.type) {
    case 'left':
      return { ...member, away: true };
    case 'place': {
      // A lesson opened in a tab behind, or the one that was left for another, tells nothing of where the learner is.
      if (data.hidden && member.front !== null && member.front !== data.page) return heard;
      const moved = data.lesson !== member.lesson || data.hidden !== member.away;
      const front = data.hidden ? member.front : (data.page ?? null);
      return { ...heard, lesson: data.lesson, away: data.hidden, front, activeAt: moved ? at : member.activeAt };
    }
    case 'report': {
      const { type: _, exercise, page = '', ...report } = data;
      const before = own(member.work, exercise);
      const counted = withCount(own(member.counted, exercise) ?? [], page, report);
      const work: Work = {
        ...report,
        runs: counted.reduce((sum, { runs }) => sum + runs, 0),
        failedChecks: counted.reduce((sum, { failedChecks }) => sum + failedChecks, 0),
        solved: report.solved || (before?.solved ?? false),
        since: before?.since ?? at,
        at,
      };
      return {
        ...heard,
        activeAt: at,
        work: { ...member.work, [exercise]: work },
        counted: { ...member.counted, [exercise]: counted },
      };
    }
    case 'answer': {
      const key = questionKey(data.lesson, data.question);
      if (!draft.polls[key]) makeRoom(draft);
      const poll = draft.polls[key] ?? { counts: [], revealed: false };
      const counts = Array.from(
        { length: Math.max(poll.counts.length, data.choice + 1) },
        (_, i) => poll.counts[i] ?? 0,
      );
      counts[data.choice]!++;
      draft.polls = { ...draft.polls, [key]: { ...poll, counts } };
      const { answers } = draft.members.get(member.id)!;
      return { ...heard, activeAt: at, answers: { ...answers, [key]: data.choice } };
    }
    case 'help': {
      if (!data.wanted) return { ...withHelp(heard, null), activeAt: at };
      // A hand that is up keeps its place in the queue; it may show code later.
      const help = { ...(member.help ?? { seq, at, takenBy: null }), showsCode: data.code !== null };
      return { ...heard, activeAt: at, help, code: data.code };
    }
  }
}

/** With what a page has counted by now. Of too many, the oldest two are one. */
function withCount(all: readonly Counted[], page: string, { runs, failedChecks }: Omit<Counted, 'page'>): Counted[] {
  const now = { page, runs, failedChecks };
  if (all.some((other) => other.page === page)) return all.map((other) => (other.page === page ? now : other));
  if (all.length < mostPagesCounted) return [...all, now];
  const [first, second, ...others] = all as [Counted, Counted, ...Counted[]];
  const both = {
    page: '',
    runs: first.runs + second.runs,
    failedChecks: first.failedChecks + second.failedChecks,
  };
  return [both, ...others, now];
}

/** Without a raised hand there is no code either. */
const withHelp = (member: Member, help: Help | null): Member => ({ ...member, help, code: help && member.code });

/** One trainer takes a hand: who is second does not take it from the first. Any may put it back: who took it may have gone. */
function helpAfter(help: Help, { by }: ClassEvent, data: Extract<EventData, { type: 'take' | 'helped' }>): Help | null {
  if (data.type === 'helped') return null;
  if (data.taken) return help.takenBy ? help : { ...help, takenBy: { id: by, name: data.trainer } };
  return { ...help, takenBy: null };
}

/** Two of a name are told apart, also where the names differ for a machine alone: the second "Li" is "Li 2", and so is "LI". */
function freeName(draft: Draft, name: string): string {
  draft.taken ??= new Map([...draft.members.values()].map((member) => [lookOf(member.name), 2]));
  const look = lookOf(name);
  let number = draft.taken.get(look);
  if (number === undefined) {
    draft.taken.set(look, 2);
    return name;
  }
  while (draft.taken.has(lookOf(`${name} ${number}`))) number++;
  draft.taken.set(look, number + 1).set(lookOf(`${name} ${number}`), 2);
  return `${name} ${number}`;
}

const lookOf = (name: string): string => name.normalize('NFKC').replace(/ +/g, ' ').toLowerCase();

/**
 * What an event takes the place of: one with the same slot by the same person, before it, need not be kept, since the newer says all. Null
 * where each counts.
 */
export function slotOf(data: EventData): string | null {
  switch (data.type) {
    case 'left':
      return data.type;
    case 'place':
      // The page that came to the front last tells where the learner is; of those behind, each may be that one.
      return data.hidden ? `behind ${data.page ?? ''}` : data.type;
    case 'report':
      // That it was opened stays: it says since when. Each page counts by itself.
      return `${data.runs === 0 && data.state === 'booting' ? 'opened' : 'report'} ${data.exercise} ${data.page ?? ''}`;
    case 'help':
      // The first raise tells the place in the queue, the last the code.
      return !data.wanted ? 'hand down' : data.again ? 'hand again' : 'hand';
    default:
      return null;
  }
}
