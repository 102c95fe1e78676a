import { format, inspect } from 'node-inspect-extracted';
import { codedError, systemErrorName } from './errors.ts';
import { print } from '../output.ts';
import { process } from './process.ts';
import * as types from './util-types.ts';

export { format, formatWithOptions, inspect, stripVTControlCharacters } from 'node-inspect-extracted';
export { isDeepStrictEqual } from './deep-equal.ts';
export { types };

type AnyFunction = (...args: any[]) => any;

const custom: unique symbol = Symbol.for('nodejs.util.promisify.custom') as never;

/** Makes a function that takes an error-first callback into one that returns a promise. */
export const promisify = Object.assign(
  (original: AnyFunction & { [custom]?: AnyFunction }): AnyFunction => {
    if (typeof original !== 'function')
      throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "original" argument must be of type function.');
    if (original[custom]) return original[custom];
    const promised = function (this: unknown, ...args: unknown[]) {
      return new Promise((resolve, reject) => {
        original.call(this, ...args, (error: unknown, value: unknown) => (error ? reject(error) : resolve(value)));
      });
    };
    return Object.defineProperties(
      Object.setPrototypeOf(promised, Object.getPrototypeOf(original)),
      Object.getOwnPropertyDescriptors(original),
    );
  },
  { custom },
);

export function callbackify(original: AnyFunction): AnyFunction {
  return function (this: unknown, ...args: unknown[]) {
    const callback = args.pop() as AnyFunction;
    original.apply(this, args).then(
      (value: unknown) => process.nextTick(callback, null, value),
      (error: unknown) =>
        process.nextTick(
          callback,
          error ?? codedError(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value'),
        ),
    );
  };
}

export function inherits(constructor: AnyFunction, superConstructor: AnyFunction): void {
  Object.defineProperty(constructor, 'super_', { value: superConstructor, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, superConstructor.prototype);
}

const warned = new Set<string>();

export function deprecate<F extends AnyFunction>(original: F, message: string, code?: string): F {
  let told = false;
  return function (this: unknown, ...args: unknown[]) {
    if (!told && !(code && warned.has(code))) {
      told = true;
      if (code) warned.add(code);
      process.emitWarning(Object.assign(new Error(message), { name: 'DeprecationWarning', code }));
    }
    return original.apply(this, args);
  } as F;
}

export function debuglog(section: string): AnyFunction & { enabled: boolean } {
  const enabled = (process.env.NODE_DEBUG ?? '').toLowerCase().split(',').includes(section.toLowerCase());
  const log = (...args: unknown[]) => {
    if (enabled) print('stderr', `${section.toUpperCase()} 1: ${format(...args)}\n`);
  };
  return Object.assign(log, { enabled });
}
export const debug = debuglog;

export const isArray = Array.isArray;
export const getSystemErrorName = systemErrorName;
export const toUSVString = (text: unknown): string => String(text).toWellFormed();

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  );

/** Wraps text in the escape codes of `inspect.colors`. */
export function styleText(style: string | string[], text: string): string {
  const colors = inspect.colors as unknown as Record<string, [number, number]>;
  return [style].flat().reduceRight((inner, name) => {
    const pair = colors[name];
    if (!pair)
      throw codedError(
        TypeError,
        'ERR_INVALID_ARG_VALUE',
        `The argument 'format' must be one of: ${Object.keys(colors).join(', ')}.`,
      );
    return `\x1b[${pair[0]}m${inner}\x1b[${pair[1]}m`;
  }, text);
}

export const TextDecoder = globalThis.TextDecoder;
export const TextEncoder = globalThis.TextEncoder;
