// What holds of Node's own modules is what those of the tab are held to.
import nodeAssert from 'node:assert';
import nodeAsyncHooks from 'node:async_hooks';
import nodeBuffer from 'node:buffer';
import { Console } from 'node:console';
import nodeCrypto from 'node:crypto';
import nodeEvents, { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import nodeUrl from 'node:url';
import nodeUtil from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as assert from './assert.ts';
import asyncHooks from './async-hooks.ts';
import { table } from './console-table.ts';
import * as buffer from './buffer.ts';
import * as crypto from './crypto.ts';
import { isDeepEqual, isDeepStrictEqual } from './deep-equal.ts';
import * as diagnosticsChannel from './diagnostics-channel.ts';
import * as dns from './dns.ts';
import * as events from './events.ts';
import * as url from './url.ts';
import * as types from './util-types.ts';

const cyclic = () => {
  const object: { self?: unknown; list: unknown[] } = { list: [1] };
  object.self = object;
  object.list.push(object);
  return object;
};
class Point {
  x = 1;
}
const values: unknown[] = [
  0,
  -0,
  NaN,
  1,
  '1',
  '',
  null,
  undefined,
  true,
  1n,
  Symbol.for('s'),
  {},
  [],
  [1],
  [1, undefined],
  { a: undefined },
  { a: 1, b: [2, { c: 3 }] },
  new Point(),
  { x: 1 },
  new Date(0),
  new Date(1),
  /a/g,
  /a/i,
  new Map<unknown, unknown>([
    [1, { a: 1 }],
    [{ k: 1 }, 2],
  ]),
  new Map<unknown, unknown>([
    [{ k: 1 }, 2],
    [1, { a: 1 }],
  ]),
  new Map(),
  new Set([1, { a: 1 }]),
  new Set([{ a: 1 }, 1]),
  new Set([[1], [1]]),
  new Uint8Array([1, 2]),
  new Uint8Array([1, 3]),
  new Uint16Array([1, 2]),
  new ArrayBuffer(2),
  new Error('a'),
  new TypeError('a'),
  new Error('b'),
  new URL('http://a/'),
  new URL('http://b/'),
  new Number(1),
  new String('1'),
  cyclic(),
  cyclic(),
  Object.create(null),
  { [Symbol.for('k')]: 1 },
  () => 1,
  new WeakMap(),
  Promise.resolve(1),
  [,],
  [undefined],
];

describe('deep equality', () => {
  test('says of each pair of values what Node says', () => {
    for (const a of values) {
      for (const b of values) {
        expect([a, b, isDeepStrictEqual(a, b)]).toEqual([a, b, nodeUtil.isDeepStrictEqual(a, b)]);
        let loosely = true;
        try {
          nodeAssert.deepEqual(a, b);
        } catch {
          loosely = false;
        }
        expect([nodeUtil.inspect(a), nodeUtil.inspect(b), isDeepEqual(a, b)]).toEqual([
          nodeUtil.inspect(a),
          nodeUtil.inspect(b),
          loosely,
        ]);
      }
    }
  });

  test('says of a value and another what Node says', () => {
    const anything = fc.anything({
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withBigInt: true,
      withNullPrototype: true,
      withSparseArray: true,
      maxDepth: 3,
    });
    fc.assert(
      fc.property(anything, anything, (a, b) => isDeepStrictEqual(a, b) === nodeUtil.isDeepStrictEqual(a, b)),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        anything,
        (a) => isDeepStrictEqual(a, structuredCloneOr(a)) === nodeUtil.isDeepStrictEqual(a, structuredCloneOr(a)),
      ),
      { numRuns: 500 },
    );
  });
});

function structuredCloneOr(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    if (error instanceof DOMException) return value; // what cannot be cloned
    throw error;
  }
}

test('util.types says of each value what Node says', () => {
  const known = Object.keys(types).filter(
    (name) => name !== 'isExternal' && name !== 'isProxy' && name in nodeUtil.types,
  ) as (keyof typeof types & keyof typeof nodeUtil.types)[];
  expect(known.length).toBeGreaterThan(30);
  const iterators = [
    new Map().entries(),
    new Set().values(),
    (function* () {})(),
    (async () => {})(),
    async () => {},
    function* () {},
    new DataView(new ArrayBuffer(1)),
    new Float64Array(),
    new BigInt64Array(),
  ];
  for (const name of known) {
    for (const value of [...values, ...iterators])
      expect([name, value, types[name](value)]).toEqual([
        name,
        value,
        (nodeUtil.types[name] as (value: unknown) => boolean)(value),
      ]);
  }
});

/** What an assertion does: nothing, or the kind of error that it throws. */
async function outcome(action: () => unknown): Promise<unknown> {
  try {
    await action();
    return 'passes';
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
}

/** What comes of it, or with which code it fails. */
function codeOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return [(error as Error).name, (error as { code?: string }).code];
  }
}

test('assertions hold where those of Node hold', async () => {
  const thrown = new RangeError('out of it');
  const cases: [name: keyof typeof assert & keyof typeof nodeAssert, ...args: unknown[]][] = [
    ['ok', 1],
    ['ok', 0],
    ['equal', 1, '1'],
    ['equal', NaN, NaN],
    ['equal', 1, 2],
    ['notEqual', 1, 2],
    ['notEqual', 1, '1'],
    ['strictEqual', NaN, NaN],
    ['strictEqual', 0, -0],
    ['notStrictEqual', 1, 1],
    ['deepStrictEqual', { a: [1] }, { a: [1] }],
    ['deepStrictEqual', { a: 1 }, { a: '1' }],
    ['deepEqual', { a: 1 }, { a: '1' }],
    ['notDeepStrictEqual', [1], [1]],
    ['match', 'abc', /b/],
    ['match', 'abc', /d/],
    ['doesNotMatch', 'abc', /b/],
    ['match', 1, /1/],
    ['doesNotMatch', 1, /2/],
    ['match', 'abc', 'b'],
    ['doesNotMatch', 'abc', 'd', thrown],
    ['fail'],
    ['fail', 'so'],
    ['ifError', null],
    ['ifError', thrown],
    ['strictEqual', 1, 2, thrown],
    [
      'throws',
      () => {
        throw thrown;
      },
    ],
    ['throws', () => 1],
    [
      'throws',
      () => {
        throw thrown;
      },
      RangeError,
    ],
    [
      'throws',
      () => {
        throw thrown;
      },
      TypeError,
    ],
    [
      'throws',
      () => {
        throw thrown;
      },
      /out/,
    ],
    [
      'throws',
      () => {
        throw thrown;
      },
      /in/,
    ],
    [
      'throws',
      () => {
        throw thrown;
      },
      { message: 'out of it' },
    ],
    [
      'throws',
      () => {
        throw thrown;
      },
      { message: /of/, name: 'RangeError' },
    ],
    [
      'throws',
      () => {
        throw thrown;
      },
      { message: 'else' },
    ],
    [
      'throws',
      () => {
        throw thrown;
      },
      (e: unknown) => e === thrown,
    ],
    ['doesNotThrow', () => 1],
    [
      'doesNotThrow',
      () => {
        throw thrown;
      },
    ],
    [
      'rejects',
      async () => {
        throw thrown;
      },
      /in/,
    ],
    ['rejects', Promise.resolve(1)],
    ['doesNotReject', async () => 1],
    [
      'doesNotReject',
      async () => {
        throw thrown;
      },
    ],
  ];
  for (const [name, ...args] of cases) {
    const [own, node] = [assert[name], nodeAssert[name]] as unknown as [
      (...args: unknown[]) => unknown,
      (...args: unknown[]) => unknown,
    ];
    expect([name, args, await outcome(() => own(...args))]).toEqual([name, args, await outcome(() => node(...args))]);
  }
});

test.each(['md5', 'sha1', 'sha256', 'sha384', 'sha512'])('%s is that of Node', (name) => {
  for (const encoding of ['hex', 'base64'] as const) {
    expect(crypto.createHash(name).update('one ').update(Buffer.from('two')).digest(encoding)).toBe(
      nodeCrypto.createHash(name).update('one two').digest(encoding),
    );
  }
  expect(crypto.createHmac(name, 'key').update('text').digest('hex')).toBe(
    nodeCrypto.createHmac(name, 'key').update('text').digest('hex'),
  );
});

test('a hash goes on in its copy, and is over once it is told', () => {
  const told = ({ createHash }: { createHash: typeof nodeCrypto.createHash }) => {
    const hash = createHash('sha256').update('one');
    const both = [hash.copy().update(' two').digest('hex'), hash.digest('hex')];
    return [both, ...[() => hash.copy(), () => hash.update('x'), () => hash.digest()].map(codeOf)];
  };
  expect(told(crypto as never)).toEqual(told(nodeCrypto));
});

test('random figures are what they should be', () => {
  expect(crypto.randomBytes(100_000)).toHaveLength(100_000);
  expect(crypto.randomUUID()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  for (let i = 0; i < 200; i++) expect([3, 4, 5]).toContain(crypto.randomInt(3, 6));
  expect(() => crypto.createHash('crc32')).toThrow(/sha256/);
});

test.each([
  [
    'rows',
    [
      { a: 1, b: 'x' },
      { a: { deep: 1 }, c: [1, 2, 3, 4] },
    ],
  ],
  ['values', ['one', 2, null]],
  ['an object', { first: { x: 1 }, second: 2 }],
  ['a set', new Set(['a', { b: 1 }])],
  [
    'a map',
    new Map<unknown, unknown>([
      ['a', { b: 1 }],
      [{ c: 1 }, 2],
    ]),
  ],
] as const)('console.table draws %s as Node does', (_name, data) => {
  let drawn = '';
  new Console(new Writable({ write: (chunk, _encoding, done) => ((drawn += String(chunk)), done()) })).table(data);
  expect(`${table(data)}\n`).toBe(drawn);
});

test('events come to those who wait for them', async () => {
  const emitter = new events.EventEmitter();
  setImmediate(() => emitter.emit('one', 1, 2));
  expect(await events.once(emitter, 'one')).toEqual([1, 2]);

  setImmediate(() => {
    emitter.emit('many', 1);
    emitter.emit('many', 2);
    emitter.emit('error', new Error('over'));
  });
  const seen: unknown[] = [];
  await expect(
    (async () => {
      for await (const args of events.on(emitter, 'many')) seen.push(...args);
    })(),
  ).rejects.toThrow('over');
  expect(seen).toEqual([1, 2]);
  expect(emitter.listenerCount('many')).toBe(0);
  expect(events.getEventListeners(new EventEmitter().on('x', () => undefined) as never, 'x')).toHaveLength(1);
});

describe.each([
  ['Node', nodeEvents],
  ['the tab', events as unknown as typeof nodeEvents],
])('events of %s', (_name, { EventEmitter, errorMonitor, on, once }) => {
  const aborted = { name: 'AbortError', code: 'ABORT_ERR' };

  test('come to an iterator from the call on, before anybody waits', async () => {
    const emitter = new EventEmitter();
    const steps = on(emitter, 'x');
    emitter.emit('x', 1);
    emitter.emit('x', 2);
    expect(await steps.next()).toEqual({ done: false, value: [1] });
    await steps.return!();
    expect([await steps.next(), await steps.next()]).toEqual([
      { done: false, value: [2] },
      { done: true, value: undefined },
    ]);
    expect(emitter.eventNames()).toEqual([]);
  });

  test('no longer come to an iterator that was left, closed or broken off while it waited', async () => {
    const emitter = new EventEmitter();
    const left = on(emitter, 'x');
    const next = left.next();
    await left.return!();
    expect(await next).toEqual({ done: true, value: undefined });

    const closed = on(emitter, 'x', { close: ['end'] });
    const last = closed.next();
    emitter.emit('end');
    expect(await last).toEqual({ done: true, value: undefined });

    const abort = new AbortController();
    const broken = on(emitter, 'x', { signal: abort.signal }).next();
    abort.abort();
    await expect(broken).rejects.toMatchObject(aborted);
    expect(() => on(emitter, 'x', { signal: abort.signal })).toThrow(expect.objectContaining(aborted));
    expect(emitter.eventNames()).toEqual([]);
  });

  test('are waited for until a signal aborts, of an EventTarget as well', async () => {
    for (const target of [new EventEmitter(), new EventTarget() as unknown as nodeEvents.EventEmitter]) {
      const abort = new AbortController();
      const waiting = once(target, 'x', { signal: abort.signal });
      abort.abort();
      await expect(waiting).rejects.toMatchObject(aborted);
      await expect(once(target, 'x', { signal: abort.signal })).rejects.toMatchObject(aborted);
    }
    const target = new EventTarget();
    const step = on(target as unknown as nodeEvents.EventEmitter, 'x').next();
    const event = new Event('x');
    target.dispatchEvent(event);
    expect(await step).toEqual({ done: false, value: [event] });
  });

  test('that are errors come first to who only watches, and say what they are where nobody listens', () => {
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    emitter.on(errorMonitor, (error) => seen.push(error));
    expect(() => emitter.emit('error', 'boom')).toThrow(
      expect.objectContaining({ message: "Unhandled error. ('boom')", code: 'ERR_UNHANDLED_ERROR', context: 'boom' }),
    );
    const error = new Error('its own');
    expect(() => emitter.emit('error', error)).toThrow(error);
    const listener = (value: unknown) => void seen.push(['heard', value]);
    emitter.on('error', listener).on('error', () => undefined);
    emitter.emit('error', 1);
    expect(seen).toEqual(['boom', error, 1, ['heard', 1]]);
    expect(emitter.listenerCount('error', listener)).toBe(1);
  });
});

test('a Buffer takes base64url wherever it takes an encoding, and compares itself to other bytes', () => {
  const told = ({ Buffer }: { Buffer: typeof nodeBuffer.Buffer }) => {
    const written = Buffer.alloc(4);
    return [
      [written.write('_-8', 'base64url'), written.toString('hex'), written.write('_-8', 1, 'base64url')],
      [written.fill('_-8', 'base64url').toString('hex'), Buffer.alloc(4, '_-8', 'base64url').toString('hex')],
      [Buffer.from('_-8', 'base64url').toString('base64url'), Buffer.byteLength('_-8_', 'base64url')],
      [
        Buffer.from('base64url').toString(),
        Buffer.from('a').equals(new Uint8Array([97])),
        Buffer.isEncoding('base64url'),
      ],
    ];
  };
  expect(told(buffer)).toEqual(told(nodeBuffer));
});

test('a Buffer reads what is no UTF-8 as Node does', () => {
  const halves = [
    [0xe2, 0x82],
    [0xf0, 0x9f, 0x98],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x80, 0x80],
    [0xff],
    [0xe2, 0x28, 0xa1],
    [0xf4, 0x90, 0x80, 0x80],
    [0xef, 0xbb, 0xbf, 0xc0],
  ];
  const told = ({ Buffer }: { Buffer: typeof nodeBuffer.Buffer }) =>
    halves.flatMap((half) => {
      const bytes = Buffer.from([...half, 0x41, ...half]);
      return [
        bytes.toString(),
        bytes.toString('UTF-8' as 'utf8', 1),
        bytes.toString('utf8', -1, 3),
        String(bytes.subarray(1)),
      ];
    });
  expect(told(buffer)).toEqual(told(nodeBuffer));
});

test('a Buffer that cannot says so with the code that Node gives', () => {
  const told = ({ Buffer: B }: { Buffer: any }) =>
    [
      () => B.alloc(-1),
      () => B.alloc('1'),
      () => B.from(1),
      () => B.from(null),
      () => B.from({}),
      () => B.from('a', 'none'),
      () => B.concat(1),
      () => B.concat([1]),
      () => B.compare(1, 2),
      () => B.byteLength(1),
      () => B.alloc(2).readUInt8(2),
      () => B.alloc(2).readUInt16LE(1),
      () => B.alloc(2).readUInt8(-1),
      () => B.alloc(1).readBigInt64LE(),
      () => B.alloc(8).readDoubleLE(1),

      () => B.alloc(2).writeUInt8(256),
      () => B.alloc(2).writeUInt8(1, 2),
      () => B.alloc(2).writeInt16BE(40000),
      () => B.alloc(8).writeBigUInt64LE(-1n),
      () => B.alloc(8).writeIntBE(1, 0, 9),
      () => B.alloc(8).writeUIntBE(2 ** 20, 0, 2),
      () => B.alloc(2).write('a', 5),
      () => B.alloc(2).fill('a', 'none'),
      () => B.alloc(2).fill(1, 0, 9),
      () => B.alloc(2).toString('none'),
      () => B.alloc(2).equals(1),
      () => B.alloc(2).compare(1),
      () => B.alloc(2).copy(1),
      () => B.alloc(8).copy(B.alloc(2), -1),
      () => B.alloc(2).indexOf({}),
      () => B.alloc(3).swap16(),
      () => B.alloc(3).swap32(),
      () => B.alloc(3).swap64(),
      () => B.alloc(4).readUInt8(),
      () => B.alloc(4).writeUInt8(1),
      () => B.from([1, 2]).readUIntBE(0, 2),
    ].map((action) => [String(action), codeOf(action)]);
  expect(told(buffer)).toEqual(told(nodeBuffer));
});

test('random octets come where they are asked for', () => {
  for (const { randomFillSync } of [crypto, nodeCrypto as unknown as typeof crypto]) {
    const bytes = randomFillSync(new Uint8Array(96), 32, 32);
    expect([bytes.subarray(0, 32).some(Boolean), bytes.subarray(32, 64).some(Boolean)]).toEqual([false, true]);
    expect(bytes.subarray(64).some(Boolean)).toBe(false);
    expect(randomFillSync(new Uint32Array(20_000), 19_000).subarray(0, 19_000).some(Boolean)).toBe(false);
    expect(randomFillSync(new ArrayBuffer(8)).byteLength).toBe(8);
    expect(() => randomFillSync(bytes, 90, 7)).toThrow(expect.objectContaining({ code: 'ERR_OUT_OF_RANGE' }));
  }
});

test('a channel tells its subscribers, and whether it has any', () => {
  const channel = diagnosticsChannel.channel('test');
  expect(channel.hasSubscribers).toBe(false);
  const seen: unknown[] = [];
  const subscriber = (message: unknown, name: string | symbol) => void seen.push([message, name]);
  diagnosticsChannel.subscribe('test', subscriber);
  channel.publish(1);
  expect(diagnosticsChannel.unsubscribe('test', subscriber)).toBe(true);
  channel.publish(2);
  expect(seen).toEqual([[1, 'test']]);
});

test('names are looked up as far as the loopback goes', async () => {
  expect(await dns.promises.lookup('localhost')).toEqual({ address: '127.0.0.1', family: 4 });
  expect(await dns.promises.lookup('::1', { all: true })).toEqual([{ address: '::1', family: 6 }]);
  await expect(dns.promises.lookup('example.com')).rejects.toMatchObject({
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname: 'example.com',
  });
});

test('paths and file addresses become each other', () => {
  expect(url.fileURLToPath(url.pathToFileURL('/a b/c#d.ts'))).toBe('/a b/c#d.ts');
  expect(() => url.fileURLToPath('http://x/')).toThrow(expect.objectContaining({ code: 'ERR_INVALID_URL_SCHEME' }));
});

test('an address is written as Node writes it, from its parts as well', () => {
  const given = [
    new URL('http://user:word@a.example:8080/b?c#d'),
    {},
    { protocol: 'http', host: 'a.example:1', pathname: '/x?y#z', query: { a: 1, b: ['x', 'y z'] }, hash: 'h' },
    { protocol: 'https:', hostname: '::1', port: 3, auth: 'a:b c', search: 'q=1#2' },
    { protocol: 'mailto', hostname: 'a.example', pathname: 'b' },
    { pathname: '/only', query: {} },
    { pathname: '/a', query: 'x=1' },
    { pathname: '/a', search: '', query: { x: 1, y: Number.NaN, z: Infinity } },
    { hostname: 'a.example', slashes: true, search: '?s', query: { none: 1 } },
    1,
    null,
  ];
  expect(url.format('http://a.example/b c')).toBe('http://a.example/b%20c');
  for (const one of given)
    expect([one, codeOf(() => url.format(one as never))]).toEqual([one, codeOf(() => nodeUrl.format(one as never))]);
});

test('a store is what it is in Node, in one turn', () => {
  /** What comes after a wait is in tests/contexts.spec.ts. */
  const seen = ({ AsyncLocalStorage, AsyncResource }: typeof nodeAsyncHooks): unknown[] => {
    const store = new AsyncLocalStorage<unknown>({ defaultValue: 'default', name: 'store' });
    const other = new AsyncLocalStorage<unknown>();
    const both = () => [store.getStore(), other.getStore()];
    const failing = (action: () => unknown) => {
      try {
        return action();
      } catch (error) {
        return [(error as Error).name, (error as { code?: string }).code, both()];
      }
    };
    const [resource, snapshot, bound] = store.run(1, () => [
      new AsyncResource('Resource'),
      AsyncLocalStorage.snapshot(),
      AsyncLocalStorage.bind(function (this: unknown, ...values: unknown[]) {
        return [this, values, both()];
      }),
    ]);
    return [
      both(),
      store.run(undefined, both),
      store.run(2, (...values) => [both(), values, store.run(2, both), store.exit(both), both()], 3, 4),
      store.run(2, () => [(other.enterWith(5), both()), store.disable(), both()]),
      both(),
      store.run(6, () => [snapshot(both), snapshot((value: number) => value, 7), bound.call('self', 8), both()]),
      resource.runInAsyncScope((value: number) => [value, both()], null, 9),
      failing(() => store.run(10, () => nodeAssert.fail())),
      failing(() => new AsyncResource(1 as never)),
      failing(() => resource.bind(1 as never)),
      failing(() => new AsyncLocalStorage(1 as never)),
      [bound.name, bound.length, snapshot.length, store.name, other.name, typeof resource.asyncId()],
    ];
  };
  expect(seen(asyncHooks as unknown as typeof nodeAsyncHooks)).toEqual(
    new nodeAsyncHooks.AsyncLocalStorage().run(0, () => seen(nodeAsyncHooks)),
  );
  expect(() => asyncHooks.createHook()).toThrow(/not there in a browser tab/);
});
