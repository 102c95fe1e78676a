/** The part of V8's `Error` that other engines have in another form. */
interface ErrorConstructor {
  captureStackTrace?(object: object, above?: unknown): void;
}

const header = (error: unknown): string => Error.prototype.toString.call(error);

/**
 * Has `stack` read as in V8: the error's name and message first, then a line for each call. Node's programs and packages expect that, and
 * what prints an error prints no more than its stack: in Firefox, its message would be nowhere. Safari's stacks are each error's own
 * property, which no accessor can stand before: there they stay as they are.
 */
export function useV8Stacks(): void {
  if (new Error('probe').stack?.startsWith('Error: probe')) return;
  for (const { prototype } of [Error, DOMException]) {
    const native = Object.getOwnPropertyDescriptor(prototype, 'stack');
    if (!native?.get || !native.configurable) continue;
    const get = native.get;
    Object.defineProperty(prototype, 'stack', {
      ...native,
      get(this: unknown) {
        const stack: unknown = get.call(this);
        return typeof stack === 'string' ? v8Stack(header(this), stack) : stack;
      },
    });
  }
  const { captureStackTrace } = Error as ErrorConstructor;
  if (!captureStackTrace) return;
  (Error as ErrorConstructor).captureStackTrace = (object, above) => {
    captureStackTrace(object, above);
    const { stack } = object as { stack?: unknown };
    if (typeof stack === 'string')
      Object.defineProperty(object, 'stack', {
        value: v8Stack(header(object), stack),
        writable: true,
        configurable: true,
      });
  };
}

/** Puts a stack of Firefox's, lines of `name@place`, as V8 words it. */
export function v8Stack(header: string, stack: string): string {
  return [header, ...stack.split('\n').filter(Boolean).map(frame)].join('\n');
}

function frame(line: string): string {
  const at = line.indexOf('@');
  // `async*load` was called by way of a promise; `load/<` is a function without a name within `load`.
  const name = line
    .slice(0, Math.max(at, 0))
    .replace(/^.*\*/, '')
    .replace(/[/<]+$/, '');
  const place = line.slice(at + 1);
  return name ? `    at ${name} (${place})` : `    at ${place}`;
}
