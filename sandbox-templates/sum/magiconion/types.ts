import type { MessagePackReader } from './message-pack-reader.ts';

/**
 * A parameter or result type of a service method: what C# knows from the interface and JavaScript does not.
 * `fallback` is C#'s `default(T)`, which MagicOnion puts where an argument is missing from the message.
 */
export interface WireType<T> {
  readonly name: string;
  readonly fallback: T;
  /** @throws {TypeError} for a value that the C# side could not read as this type. */
  check(value: unknown): T;
  /** @throws where something else stands there. */
  read(reader: MessagePackReader): T;
}

export type TypeOf<W> = W extends WireType<infer T> ? T : never;

function wireType<T>(
  name: string,
  fallback: T,
  accepts: (value: unknown) => boolean,
  read: (reader: MessagePackReader) => T,
): WireType<T> {
  return {
    name,
    fallback,
    check(value) {
      if (!accepts(value)) throw new TypeError(`${String(value)} is not ${name}.`);
      return value as T;
    },
    read,
  };
}

/** C#'s `int`. Whole numbers beyond 32 bits would travel as floats, which C# refuses to read as integers. */
export const int32 = wireType<number>(
  'an int32',
  0,
  (value) => typeof value === 'number' && value === (value | 0),
  (reader) => reader.readInt32(),
);
export const bool = wireType<boolean>(
  'a boolean',
  false,
  (value) => typeof value === 'boolean',
  (reader) => reader.readBoolean(),
);
/** C#'s `string`, whose default is null. */
export const string = wireType<string | null>(
  'a string or null',
  null,
  (value) => value === null || typeof value === 'string',
  (reader) => reader.readString(),
);
/** The result of a method that returns none (C#'s `Nil`): `c0` on the wire. */
export const nil = wireType<null>(
  'nil',
  null,
  (value) => value === null || value === undefined,
  (reader) => reader.readNil(),
);

/**
 * Several arguments, an array on the wire. Reading is lenient in the way of MagicOnion's DynamicArgumentTuple: missing items get
 * their type's default, further ones are skipped.
 */
export const tuple = (types: readonly WireType<unknown>[]): WireType<unknown[]> => ({
  name: `${types.length} arguments`,
  fallback: types.map(({ fallback }) => fallback),
  check: (values) => types.map((type, i) => type.check((values as unknown[])[i])),
  read(reader) {
    const count = reader.readArrayHeader();
    const read = types.map((type, i) => (i < count ? type.read(reader) : type.fallback));
    for (let i = types.length; i < count; i++) reader.skip();
    return read;
  },
});
