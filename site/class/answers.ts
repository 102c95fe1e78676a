import type { Report, SharedCode } from './messages.ts';

/** What the hub says to pages: types alone, since it is believed. All times are milliseconds since the epoch by the hub's clock. */

export interface Said {
  readonly seq: number;
  readonly at: number;
  readonly from: string;
  readonly text: string;
  /** A member's id, or null: to all. */
  readonly to: string | null;
}

/** A `reveal`'s question: the lesson's id and its number on the page. */
export const questionKey = (lesson: string, question: number): string => `${lesson}#${question}`;

/** Answers to a question, by choice. */
export type Tally = readonly number[];

/** What concerns a learner. What has not changed is sent again; messages are not. */
export interface News {
  type: 'news';
  now: number;
  /** Of the last event that is in it: a page that polls two hubs in turn may be told the older state after the newer one. */
  seq: number;
  className: string;
  name: string;
  messages: readonly Said[];
  offer: { seq: number; lesson: string } | null;
  /** When it ends. */
  timer: number | null;
  /** Of a raised hand: who has taken it, and how many were raised before and are not taken. */
  help: { takenBy: string | null; ahead: number } | null;
  /** Those that were revealed. */
  polls: Readonly<Record<string, Tally>>;
  /** When results were last exported. */
  exported: number | null;
}

/** Why a learner's page is no longer of the class. */
export type Gone = 'ended' | 'removed' | 'unknown';

export type ToPage =
  | { type: 'ack'; source: string; n: number }
  /** It fits nothing that this hub knows: a page of another version may have said it. It is not to be sent again. */
  | { type: 'refused'; source: string; n: number }
  /** This page is no longer of the class, and should forget it. */
  | { type: 'gone'; why: Gone };

export type ToLearner = ToPage | News;

/** A learner as trainers see them. */
export interface MemberView {
  readonly id: string;
  readonly name: string;
  readonly lesson: string | null;
  /** The page is closed, or behind others. */
  readonly away: boolean;
  readonly joinedAt: number;
  /** Whether a page of theirs was ever heard. */
  readonly met: boolean;
  /** Something was last heard of the page; something was last done on it. */
  readonly heardAt: number;
  readonly activeAt: number;
  readonly work: Readonly<Record<string, Work>>;
  readonly help: Help | null;
}
/** Runs and failed checks are those of all their pages. */
export type Work = Omit<Report, 'type' | 'exercise'> & {
  /** When it was first reported: the sandbox was opened. */
  readonly since: number;
  readonly at: number;
};
export interface Help {
  readonly seq: number;
  readonly at: number;
  readonly showsCode: boolean;
  readonly takenBy: { readonly id: string; readonly name: string } | null;
}

export interface ClassView {
  type: 'class';
  now: number;
  seq: number;
  name: string;
  code: string;
  messages: readonly Said[];
  offer: string | null;
  timer: number | null;
  polls: Readonly<Record<string, { counts: Tally; revealed: boolean }>>;
  /** Whether learners may join, how many there may be, and how many tries to join were turned away since the hub was started. */
  doorOpen: boolean;
  most: number;
  turnedAway: number;
  /** False while the hub cannot store what it is told. */
  storing: boolean;
}

/** What a trainer takes out of a class: by learner, which lessons are solved. */
export interface Results {
  name: string;
  at: number;
  learners: readonly { name: string; solved: readonly string[] }[];
}

export type ToTrainer =
  | ToPage
  | ClassView
  | { type: 'members'; seq: number; members: readonly MemberView[]; removed: readonly string[] }
  | { type: 'code'; member: string; code: SharedCode | null }
  | { type: 'results'; results: Results };
