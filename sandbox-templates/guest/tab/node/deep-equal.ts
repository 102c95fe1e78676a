/** `util.isDeepStrictEqual`, and with `loosely` what `assert.deepEqual` compares by. */
export function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  return equal(a, b, false, new Map());
}

export function isDeepEqual(a: unknown, b: unknown): boolean {
  return equal(a, b, true, new Map());
}

type Pairs = Map<object, Set<object>>;

function equal(a: unknown, b: unknown, loosely: boolean, compared: Pairs): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return loosely && !isObject(a) && !isObject(b) && (a == b || (a !== a && b !== b));
  if (!loosely && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (tag(a) !== tag(b) || Array.isArray(a) !== Array.isArray(b)) return false;

  // A cycle: the two are equal where all else is.
  const seen = compared.get(a);
  if (seen?.has(b)) return true;
  compared.set(a, (seen ?? new Set()).add(b));

  const same = (x: unknown, y: unknown) => equal(x, y, loosely, compared);
  return equalContents(a, b, same) && equalProperties(a, b, loosely, same);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const tag = (value: object) => Object.prototype.toString.call(value);

type Same = (x: unknown, y: unknown) => boolean;

/** What is not in properties. */
function equalContents(a: object, b: object, same: Same): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length;
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (a instanceof Error && b instanceof Error)
    return a.name === b.name && a.message === b.message && same(a.cause, b.cause);
  if (a instanceof Number || a instanceof String || a instanceof Boolean || a instanceof BigInt || a instanceof Symbol)
    return same(a.valueOf(), b.valueOf());
  if (a instanceof URL && b instanceof URL) return a.href === b.href;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return equalBytes(bytesOf(a), bytesOf(b));
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) return equalBytes(new Uint8Array(a), new Uint8Array(b));
  if (a instanceof Set && b instanceof Set) {
    const left = [...b];
    return a.size === b.size && [...a].every((value) => take(left, (other) => same(value, other)));
  }
  if (a instanceof Map && b instanceof Map) {
    const left = [...b];
    return a.size === b.size && [...a].every(([key, value]) => take(left, ([k, v]) => same(key, k) && same(value, v)));
  }
  return !(a instanceof WeakMap || a instanceof WeakSet || a instanceof Promise);
}

function take<T>(from: T[], matches: (value: T) => boolean): boolean {
  const index = from.findIndex(matches);
  if (index !== -1) from.splice(index, 1);
  return index !== -1;
}

const bytesOf = (view: ArrayBufferView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const equalBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

function equalProperties(a: object, b: object, loosely: boolean, same: Same): boolean {
  if (ArrayBuffer.isView(a)) return true;
  const keys = ownKeys(a, loosely);
  return (
    keys.length === ownKeys(b, loosely).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(Reflect.get(a, key), Reflect.get(b, key)))
  );
}

const ownKeys = (object: object, loosely: boolean): PropertyKey[] => [
  ...Object.keys(object),
  ...(loosely
    ? []
    : Object.getOwnPropertySymbols(object).filter((symbol) =>
        Object.prototype.propertyIsEnumerable.call(object, symbol),
      )),
];
