import { inspect, types } from 'node:util';
import { received } from '../../../http2/base/errors.ts';
import { codedError, wrongType } from './errors.ts';
import { isDeepEqual, isDeepStrictEqual } from './deep-equal.ts';

type Message = string | Error | undefined;
type Expected = RegExp | ((...args: any[]) => unknown) | object | undefined;

/** Thrown where an assertion does not hold. */
export class AssertionError extends Error {
  readonly code = 'ERR_ASSERTION';
  readonly generatedMessage: boolean;
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string;

  constructor({
    message,
    actual,
    expected,
    operator = 'fail',
  }: { message?: string; actual?: unknown; expected?: unknown; operator?: string }) {
    super(message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`);
    this.name = 'AssertionError';
    [this.generatedMessage, this.actual, this.expected, this.operator] = [
      message === undefined,
      actual,
      expected,
      operator,
    ];
  }
}

function require(
  holds: boolean,
  message: Message,
  details: { actual: unknown; expected: unknown; operator: string; words: string },
): asserts holds {
  if (holds) return;
  if (message instanceof Error) throw message;
  const { actual, expected, operator, words } = details;
  const error = new AssertionError({ message: message ?? words, actual, expected, operator });
  throw Object.assign(error, { generatedMessage: message === undefined });
}

const compare =
  (operator: string, words: string, holds: (actual: unknown, expected: unknown) => boolean) =>
  (actual: unknown, expected: unknown, message?: string | Error): void =>
    require(holds(actual, expected), message, {
      actual,
      expected,
      operator,
      words: `${words}\n\n${inspect(actual)}\n\nshould ${operator}\n\n${inspect(expected)}\n`,
    });

export function ok(value: unknown, message?: string | Error): asserts value {
  require(Boolean(value), message, {
    actual: value,
    expected: true,
    operator: '==',
    words: 'The expression evaluated to a falsy value',
  });
}

export const equal = compare(
  'loosely equal',
  'Expected values to be loosely equal:',
  (a, b) => a == b || (a !== a && b !== b),
);
export const notEqual = compare('not loosely equal', 'Expected values not to be loosely equal:', (a, b) => a != b);
export const strictEqual = compare('strictEqual', 'Expected values to be strictly equal:', Object.is);
export const notStrictEqual = compare(
  'notStrictEqual',
  'Expected values not to be strictly equal:',
  (a, b) => !Object.is(a, b),
);
export const deepEqual = compare('deepEqual', 'Expected values to be loosely deep-equal:', isDeepEqual);
export const notDeepEqual = compare(
  'notDeepEqual',
  'Expected values not to be loosely deep-equal:',
  (a, b) => !isDeepEqual(a, b),
);
export const deepStrictEqual = compare(
  'deepStrictEqual',
  'Expected values to be strictly deep-equal:',
  isDeepStrictEqual,
);
export const notDeepStrictEqual = compare(
  'notDeepStrictEqual',
  'Expected values not to be strictly deep-equal:',
  (a, b) => !isDeepStrictEqual(a, b),
);

const matches =
  (operator: string, words: string, isWanted: boolean) =>
  (text: string, pattern: RegExp, message?: string | Error): void => {
    if (!types.isRegExp(pattern)) throw wrongType('regexp', 'an instance of RegExp', pattern);
    require(typeof text === 'string' && pattern.test(text) === isWanted, message, {
      actual: text,
      expected: pattern,
      operator,
      words:
        typeof text === 'string'
          ? `${words} ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`
          : `The "string" argument must be of type string. ${received(text)}`,
    });
  };
export const match = matches('match', 'The input did not match the regular expression', true);
export const doesNotMatch = matches(
  'doesNotMatch',
  'The input was expected to not match the regular expression',
  false,
);

export function fail(message: string | Error = 'Failed'): never {
  throw message instanceof Error ? message : new AssertionError({ message });
}

export function ifError(value: unknown): void {
  if (value === null || value === undefined) return;
  const words = value instanceof Error ? value.message : inspect(value);
  throw new AssertionError({
    message: `ifError got unwanted exception: ${words}`,
    actual: value,
    expected: null,
    operator: 'ifError',
  });
}

/** Whether a thrown value is what was expected: a class, a pattern, a predicate, or an object whose properties it has. */
function isExpected(thrown: unknown, expected: Expected): boolean {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(thrown));
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && thrown instanceof expected) return true;
    return (
      !Object.prototype.isPrototypeOf.call(Error, expected) &&
      (expected as (thrown: unknown) => unknown)(thrown) === true
    );
  }
  return Object.entries(expected).every(([key, value]) => {
    const actual = (thrown as Record<string, unknown>)[key];
    return value instanceof RegExp && typeof actual === 'string'
      ? value.test(actual)
      : isDeepStrictEqual(actual, value);
  });
}

function judgeThrown(
  thrown: { value: unknown } | null,
  operator: string,
  expected: Expected | string,
  message: Message,
): void {
  if (typeof expected === 'string') [expected, message] = [undefined, expected];
  const missing = operator === 'throws' ? 'Missing expected exception.' : 'Missing expected rejection.';
  require(thrown !== null, message, { actual: undefined, expected, operator, words: missing });
  if (isExpected(thrown!.value, expected)) return;
  require(false, message, {
    actual: thrown!.value,
    expected,
    operator,
    words: `What was thrown is not as expected:\n\n${inspect(thrown!.value)}\n`,
  });
}

export function throws(action: () => unknown, expected?: Expected | string, message?: string | Error): void {
  let thrown: { value: unknown } | null = null;
  try {
    action();
  } catch (value) {
    thrown = { value };
  }
  judgeThrown(thrown, 'throws', expected, message);
}

export async function rejects(
  action: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected | string,
  message?: string | Error,
): Promise<void> {
  const promise = typeof action === 'function' ? action() : action;
  if (typeof promise?.then !== 'function')
    throw codedError(
      TypeError,
      'ERR_INVALID_RETURN_VALUE',
      'Expected instance of Promise to be returned from the "promiseFn" function.',
    );
  const thrown = await promise.then(
    () => null,
    (value: unknown) => ({ value }),
  );
  judgeThrown(thrown, 'rejects', expected, message);
}

export function doesNotThrow(action: () => unknown, message?: string | Error): void {
  try {
    action();
  } catch (error) {
    require(false, message, {
      actual: error,
      expected: undefined,
      operator: 'doesNotThrow',
      words: `Got unwanted exception.\nActual message: "${(error as Error)?.message}"`,
    });
  }
}

export async function doesNotReject(
  action: Promise<unknown> | (() => Promise<unknown>),
  message?: string | Error,
): Promise<void> {
  const thrown = await (typeof action === 'function' ? action() : action).then(
    () => null,
    (value: unknown) => ({ value }),
  );
  if (thrown)
    require(false, message, {
      actual: thrown.value,
      expected: undefined,
      operator: 'doesNotReject',
      words: `Got unwanted rejection.\nActual message: "${(thrown.value as Error)?.message}"`,
    });
}

const all = {
  AssertionError,
  ok,
  notEqual,
  notDeepEqual,
  strictEqual,
  notStrictEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  match,
  doesNotMatch,
  fail,
  ifError,
  throws,
  rejects,
  doesNotThrow,
  doesNotReject,
};
export const strict: typeof ok & Record<string, unknown> = Object.assign(
  (value: unknown, message?: string | Error) => ok(value, message),
  all,
  {
    equal: strictEqual,
    notEqual: notStrictEqual,
    deepEqual: deepStrictEqual,
    notDeepEqual: notDeepStrictEqual,
  },
) as never;
strict.strict = strict;
export default Object.assign((value: unknown, message?: string | Error) => ok(value, message), all, {
  equal,
  deepEqual,
  strict,
});
