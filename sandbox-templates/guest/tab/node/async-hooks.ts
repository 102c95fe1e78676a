import { currentFrame, enterFrame, inFrame } from './async-frames.ts';
import { notHere, wrongType } from './errors.ts';

type AnyFunction = (...args: any[]) => any;

let lastId = 1;

/** Something that began in a context, and goes on there. */
export class AsyncResource {
  readonly #frame = currentFrame();
  readonly #id = ++lastId;

  constructor(type: string) {
    if (typeof type !== 'string') throw wrongType('type', 'of type string', type);
  }

  static bind<F extends AnyFunction>(action: F, type?: string, self?: unknown): F {
    return new AsyncResource(type || action?.name || 'bound-anonymous-fn').bind(action, self);
  }

  bind<F extends AnyFunction>(action: F, self?: unknown): F {
    if (typeof action !== 'function') throw wrongType('fn', 'of type function', action);
    const resource = this;
    const bound = function (this: unknown, ...args: unknown[]): unknown {
      return resource.runInAsyncScope(action, self === undefined ? this : self, ...args);
    };
    Object.defineProperties(bound, { name: { value: 'bound' }, length: { value: action.length } });
    return bound as F;
  }

  runInAsyncScope<R>(action: (...args: any[]) => R, self?: unknown, ...args: unknown[]): R {
    return inFrame(this.#frame, action, self, args);
  }

  emitDestroy(): this {
    return this;
  }

  asyncId(): number {
    return this.#id;
  }

  /** Of what made it, nothing is kept count of. */
  triggerAsyncId(): number {
    return 0;
  }
}

interface Options {
  defaultValue?: unknown;
  name?: unknown;
}

export class AsyncLocalStorage {
  readonly #defaultValue: unknown;
  readonly name: string;

  constructor(options: Options = {}) {
    if (typeof options !== 'object' || options === null) throw wrongType('options', 'of type object', options);
    this.#defaultValue = options.defaultValue;
    this.name = options.name === undefined ? '' : `${options.name}`;
  }

  static bind<F extends AnyFunction>(action: F): F {
    return AsyncResource.bind(action);
  }

  static snapshot(): AnyFunction {
    return AsyncResource.bind((action: AnyFunction, ...args: unknown[]) => action(...args));
  }

  getStore(): unknown {
    const frame = currentFrame();
    return frame?.has(this) ? frame.get(this) : this.#defaultValue;
  }

  enterWith(value: unknown): void {
    enterFrame(new Map(currentFrame()).set(this, value));
  }

  /** As in Node, what `action` enters of other stores stays when it has returned. */
  run(value: unknown, action: AnyFunction, ...args: unknown[]): unknown {
    const before = this.getStore();
    if (Object.is(before, value)) return Reflect.apply(action, null, args);
    this.enterWith(value);
    try {
      return Reflect.apply(action, null, args);
    } finally {
      this.enterWith(before);
    }
  }

  exit(action: AnyFunction, ...args: unknown[]): unknown {
    return this.run(undefined, action, ...args);
  }

  disable(): void {
    currentFrame()?.delete(this);
  }
}

const refused = (name: string) => (): never => {
  throw notHere(`async_hooks.${name}`);
};
export const createHook = refused('createHook');
export const executionAsyncId = refused('executionAsyncId');
export const executionAsyncResource = refused('executionAsyncResource');
export const triggerAsyncId = refused('triggerAsyncId');

export default {
  AsyncLocalStorage,
  AsyncResource,
  createHook,
  executionAsyncId,
  executionAsyncResource,
  triggerAsyncId,
};
