/** Thrown by readers at a value that does not fit. It never leaves `decode`. */
class Misfit extends Error {}

/** Takes a value of unknown make and returns a copy of what is known of it. */
export type Read<T> = (value: unknown) => T;

const fits = <T>(is: (value: unknown) => boolean): Read<T> => {
  return (value) => {
    if (!is(value)) throw new Misfit();
    return value as T;
  };
};

/** A number that counts or measures: from 0 to what a double can count to. */
export const count: Read<number> = fits(
  (value) => typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER,
);
export const integer: Read<number> = fits(Number.isSafeInteger);
export const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null ? null : read(value);

/** A text; of one that is longer, its beginning. */
export const text =
  (most: number): Read<string> =>
  (value) => {
    if (typeof value !== 'string') throw new Misfit();
    return value.slice(0, most);
  };

/** A name; of one that is longer, both ends: what differs in names that begin alike stands at the end. */
export const name =
  (most: number): Read<string> =>
  (value) =>
    shortened(text(Infinity)(value), most);

function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const atEnd = most >> 1;
  return `${name.slice(0, most - atEnd - 1)}…${name.slice(-atEnd)}`;
}

export const oneOf = <T>(values: readonly T[]): Read<T> => fits((value) => values.includes(value as T));

/** An object of at most so many entries, whatever their names, which are shortened to a length; those that are alike then are numbered. */
export const recordOf =
  <T>(read: Read<T>, most: number, longestName: number): Read<Record<string, T>> =>
  (value) => {
    const taken = new Map<string, T>();
    for (const [name, entry] of Object.entries(asObject(value)).slice(0, most)) {
      const short = shortened(name, longestName);
      let free = short;
      for (let alike = 2; taken.has(free); alike++) free = `${short} (${alike})`;
      taken.set(free, read(entry));
    }
    return Object.fromEntries(taken);
  };

/** An object's known fields; what else it has is left behind. */
export const fields =
  <T extends object>(readers: { [K in keyof T]-?: Read<T[K]> }): Read<T> =>
  (value) => {
    const object = asObject(value);
    const taken = Object.entries(readers).map(([name, read]) => [name, (read as Read<unknown>)(object[name])]);
    return Object.fromEntries(taken.filter(([, field]) => field !== undefined)) as T;
  };

export const optional =
  <T>(read: Read<T>): Read<T | undefined> =>
  (value) =>
    value === undefined ? undefined : read(value);

export const listOf =
  <T>(read: Read<T>, most: number): Read<T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new Misfit();
    return value.slice(0, most).map(read);
  };

/** What the reader makes of the value, or null where it does not fit. */
export function decode<T>(read: Read<T>, value: unknown): T | null {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof Misfit) return null;
    throw error;
  }
}

export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Misfit();
  return value as Record<string, unknown>;
}

export const misfit: Read<never> = () => {
  throw new Misfit();
};
