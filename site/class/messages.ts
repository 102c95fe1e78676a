import * as v from 'valibot';
import { canBeShown, isPath, longestMessage, mostCode } from './shown-code.ts';

/**
 * Everything that a page says to the hub. These schemas are the border: what does not fit one is refused whole. The page "What your trainer
 * sees" is made of `learnerMessages`, so that a field that is added here is told there.
 */

/** Of a lesson, an exercise, a criterion. */
const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,59}$/));
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
/** Names no one thing twice: of a member, a trainer, a page's outbox. */
const token = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/));
/** Calls made, and bytes or objects on the floor at that point. */
const point = v.tuple([count(1e12), v.pipe(v.number(), v.minValue(0), v.maxValue(1e13))]);
const path = v.pipe(v.string(), v.check(isPath));

/** Learners of one class, however large its trainers make it. */
export const mostLearners = 10_000;

const files = v.pipe(v.record(path, v.pipe(v.string(), v.maxLength(mostCode))), v.check(canBeShown));

const onOneLine = (text: string): string => text.normalize('NFC').replace(/[^\S ]+/g, ' ');

const plain = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => onOneLine(text).trim()),
    v.minLength(1),
    v.maxLength(most),
    // No control characters, no halves of one, and none that turn the direction of what stands beside them or are not seen, of which some are
    // letters; but a picture may say that it is one.
    v.check(
      (text) =>
        !/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u.test(
          text.replace(/(\p{Extended_Pictographic})\uFE0F/gu, '$1'),
        ),
    ),
    // No towers of marks over one letter.
    v.check((text) => !/\p{M}{4}/u.test(text)),
  );

/** A learner's or a trainer's name as others see it. */
const displayName = plain(40);
export const isName = (text: string): boolean => v.is(displayName, text);

/**
 * One line of what a trainer writes. It may be pasted: what is not seen in it, or turns it around, is left out and does not spoil the rest. The
 * joiners stay, which emoji and some scripts are written with.
 */
const line = (most: number) =>
  v.pipe(
    v.string(),
    v.transform((text) =>
      onOneLine(text)
        .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
        .replace(/(\p{M}{8})\p{M}+/gu, '$1')
        .trim(),
    ),
    v.minLength(1),
    v.maxLength(most),
  );

export const learnerMessages = v.variant('type', [
  /** Where the learner is. Said at each page, when it comes to the front or goes behind another, and once a minute while it is in front. */
  v.strictObject({ type: v.literal('place'), lesson: v.nullable(id), hidden: v.boolean() }),
  /** How one exercise stands. Counts are totals, so that the newest says all. */
  v.strictObject({
    type: v.literal('report'),
    exercise: id,
    state: v.picklist(['closed', 'idle', 'booting', 'running', 'stopping', 'failed']),
    verdict: v.picklist(['none', 'leaking', 'steady', 'not-enough-data']),
    criteria: v.pipe(
      v.array(v.strictObject({ id, result: v.picklist(['passed', 'failed', 'open']) })),
      v.maxLength(20),
    ),
    solved: v.boolean(),
    runs: count(1e6),
    failedChecks: count(1e6),
    floor: v.nullable(
      v.strictObject({ unit: v.picklist(['bytes', 'objects']), points: v.pipe(v.array(point), v.maxLength(32)) }),
    ),
  }),
  /** The first answer chosen to a lesson's question, both counted from 0 in the order of the page. */
  v.strictObject({ type: v.literal('answer'), lesson: id, question: count(19), choice: count(9) }),
  /** A hand raised or lowered; with code only where the learner chose to show it. */
  v.strictObject({
    type: v.literal('help'),
    wanted: v.boolean(),
    code: v.nullable(v.strictObject({ exercise: id, files })),
  }),
]);
export type LearnerMessage = v.InferOutput<typeof learnerMessages>;
export type Report = Extract<LearnerMessage, { type: 'report' }>;
export type SharedCode = NonNullable<Extract<LearnerMessage, { type: 'help' }>['code']>;

export const trainerMessages = v.variant('type', [
  /** To one learner, or to all. */
  v.strictObject({ type: v.literal('say'), to: v.nullable(token), text: line(500) }),
  /** An offer to go to a lesson; null takes it back. */
  v.strictObject({ type: v.literal('offer'), lesson: v.nullable(id) }),
  v.strictObject({ type: v.literal('timer'), seconds: v.nullable(count(24 * 3600)) }),
  v.strictObject({ type: v.literal('reveal'), lesson: id, question: count(19), shown: v.boolean() }),
  v.strictObject({ type: v.literal('take'), member: token, taken: v.boolean() }),
  v.strictObject({ type: v.literal('helped'), member: token }),
  v.strictObject({ type: v.literal('remove'), member: token }),
  /** Takes out all who joined in the last minutes; with null, those of whom no page was ever heard. */
  v.strictObject({ type: v.literal('sweep'), minutes: v.nullable(count(24 * 60)) }),
  /** Whether anybody may join, and how many learners there may be. */
  v.strictObject({ type: v.literal('door'), open: v.boolean() }),
  v.strictObject({ type: v.literal('size'), most: v.pipe(count(mostLearners), v.minValue(1)) }),
  /** Takes the results out of the class; the learners are told. */
  v.strictObject({ type: v.literal('export') }),
  /** Ends the class, and deletes all of it. */
  v.strictObject({ type: v.literal('end') }),
]);
export type TrainerMessage = v.InferOutput<typeof trainerMessages>;

/** What opens a connection. Its role is settled by it, and by nothing that is said later. */
const hello = v.variant('as', [
  /** `seen`: of the last message to learners that the page has shown. */
  v.strictObject({ type: v.literal('hello'), as: v.literal('learner'), token, seen: count(1e12) }),
  v.strictObject({ type: v.literal('hello'), as: v.literal('trainer'), key: token, id: token, name: displayName }),
]);
export type Hello = v.InferOutput<typeof hello>;

/** A message with its number in the outbox that it comes from: sent again until it is acknowledged, stored once. */
const numbered = <T extends v.GenericSchema>(message: T) =>
  v.strictObject({ type: v.literal('up'), source: token, n: count(1e9), message });
/** Asks for the code that a learner chose to show. Nothing is stored of it. */
const look = v.strictObject({ type: v.literal('look'), member: token });

const fromLearner = numbered(learnerMessages);
const fromTrainer = v.variant('type', [numbered(trainerMessages), look]);
/** All that is still to be read of a message that fits nothing: which one it was. */
const anyNumbered = v.object({ type: v.literal('up'), source: token, n: count(1e9) });
const join = v.strictObject({ code: v.pipe(v.string(), v.maxLength(40)), name: displayName });

const reader =
  <T extends v.GenericSchema>(schema: T) =>
  (text: string): v.InferOutput<T> | null => {
    if (text.length > longestMessage) return null;
    try {
      const read = v.safeParse(schema, JSON.parse(text), { abortEarly: true });
      return read.success ? read.output : null;
    } catch {
      return null; // no JSON at all
    }
  };

/** Each reads one message as JSON; null where it is not one. */
export const readHello = reader(hello);
export const readFromLearner = reader(fromLearner);
export const readFromTrainer = reader(fromTrainer);
export const readJoin = reader(join);
export const readNumber = reader(anyNumbered);
