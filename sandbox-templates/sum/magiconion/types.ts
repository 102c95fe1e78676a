/**
 * A parameter or result type of a service method: what C# knows from the interface and JavaScript does not.
 * `fallback` is C#'s `default(T)`, which MagicOnion puts where an argument is missing from the message.
 */
export interface WireType<T> {
  readonly name: string;
  readonly fallback: T;
  /** @throws {TypeError} for a value that the C# side could not read as this type. */
  check(value: unknown): T;
}

export type TypeOf<W> = W extends WireType<infer T> ? T : never;

function wireType<T>(name: string, fallback: T, accepts: (value: unknown) => boolean): WireType<T> {
  return {
    name,
    fallback,
    check(value) {
      if (!accepts(value)) throw new TypeError(`${String(value)} is not ${name}.`);
      return value as T;
    },
  };
}

/** C#'s `int`. Whole numbers beyond 32 bits would travel as floats, which C# refuses to read as integers. */
export const int32 = wireType<number>(
  'an int32',
  0,
  (value) => typeof value === 'number' && value === (value | 0),
);
export const bool = wireType<boolean>('a boolean', false, (value) => typeof value === 'boolean');
/** C#'s `string`, whose default is null. */
export const string = wireType<string | null>(
  'a string or null',
  null,
  (value) => value === null || typeof value === 'string',
);
/** The result of a method that returns none (C#'s `Nil`): `c0` on the wire. */
export const nil = wireType<null>('nil', null, (value) => value === null || value === undefined);
