/* oxlint-disable typescript/await-thenable -- a value is waited for as well as a promise */
// What a store is at each point of a program: the tab prints what Node does. A `client.ts` in the sandbox.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { EventEmitter, on, once } from 'node:events';
import net from 'node:net';
import { setImmediate as turn, setInterval as ticks, setTimeout as sleep } from 'node:timers/promises';
import { Client, credentials, Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { addService } from './magiconion/server.ts';
import { IMyFirstService } from './service.ts';

const store = new AsyncLocalStorage<string>();
const other = new AsyncLocalStorage<number>({ name: 'other', defaultValue: 0 });
const notes: string[] = [];
const note = (point: string): void => void notes.push(`${point}: ${store.getStore()} ${other.getStore()}`);
const never = (): never => {
  throw new Error('refused');
};
/** Runs an action in a context. */
const as = <T>(name: string, action: () => T): T => store.run(name, action);

/** Until it has settled all of `promises`, whatever becomes of them. */
async function all(...promises: unknown[]): Promise<void> {
  await Promise.allSettled(promises);
}

const thenable = (point: string): PromiseLike<string> => ({
  // biome-ignore lint/suspicious/noThenProperty: it is about them
  then(fulfilled) {
    note(point);
    return fulfilled!('value') as never;
  },
});

async function* generated() {
  try {
    note('generator begins');
    yield 1;
    note('generator after yield');
    await turn();
    note('generator after await');
    yield* [2, 3];
    note('generator after yield*');
    yield;
  } finally {
    note('generator finally');
    await turn();
    note('generator finally, after await');
  }
}

const scenarios: Record<string, () => unknown> = {
  async await() {
    await as('one', async () => {
      note('before');
      await turn();
      note('after a promise');
      await 1;
      note('after a value');
      await (note('in a sequence'), turn());
      note('after a sequence');
      const sum = (await sleep(1, 2)) + (await sleep(1, 3));
      note(`after two in one expression ${sum}`);
      const nested = await Promise.resolve(await Promise.resolve(turn));
      note(`after one in another ${typeof nested}`);
    });
    note('outside');
  },
  async rejected() {
    await as('one', async () => {
      try {
        await turn().then(never);
      } catch {
        note('catch');
      } finally {
        note('finally');
        await turn();
        note('finally after await');
      }
    });
    await as('two', async () => {
      await Promise.reject(new Error('thrown through'));
    }).catch(() => note('caught outside'));
    try {
      await as('three', async () => {
        await turn();
        throw new Error('thrown');
      });
    } catch {
      note('thrown into the caller');
    }
  },
  async nested() {
    await as('outer', async () => {
      await as('inner', async () => {
        await turn();
        note('inner');
        await store.exit(async () => {
          note('exit');
          await turn();
          note('exit after await');
        });
        note('inner again');
      });
      note('outer again');
      await other.run(7, async () => {
        await turn();
        note('two stores');
      });
      note('one store');
    });
  },
  async enterWith() {
    async function enters() {
      store.enterWith('entered');
      await turn();
      note('within, after await');
      store.enterWith('later');
      note('within, entered again');
    }
    await as('caller', async () => {
      const entering = enters();
      note('caller, at once');
      await entering;
      note('caller, after await');
    });
    await as('caller', async () => {
      await enters();
      note('caller that awaits at once');
    });
    note('outside');
    const changed = await as('before', async () => {
      other.enterWith(5);
      await turn();
      return other.getStore();
    });
    note(`outside ${changed}`);
  },
  async disable() {
    await as('one', async () => {
      store.disable();
      note('disabled');
      await turn();
      note('disabled, after await');
      await as('two', async () => {
        await turn();
        note('run again');
      });
    });
  },
  async concurrent() {
    const loop = (name: string, pause: () => Promise<unknown>) =>
      as(name, async () => {
        for (let i = 0; i < 4; i++) {
          await pause();
          note(`${name} ${i}`);
        }
      });
    await all(
      loop('ticks', () => Promise.resolve()),
      loop('turns', () => turn()),
      loop('milliseconds', () => sleep(1)),
      loop('failures', () => Promise.reject(new Error('refused')).catch(() => undefined)),
      ...Array.from({ length: 5 }, (_, i) => loop(`many ${i}`, () => Promise.resolve(i))),
    );
  },
  async timers() {
    await as('one', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      let rounds = 0;
      setTimeout(() => note('timeout'), 1);
      setImmediate((argument: string) => note(`immediate ${argument}`), 'with an argument');
      const interval = setInterval(() => {
        note(`interval ${++rounds}`);
        store.enterWith('of the interval');
        if (rounds < 2) return;
        clearInterval(interval);
        resolve();
      }, 1);
      const refreshed = setTimeout(() => note('refreshed'), 2);
      as('two', () => refreshed.refresh());
      await promise;
      await sleep(10);
      note('after');
    });
  },
  async microtasks() {
    await as('one', async () => {
      queueMicrotask(() => note('microtask'));
      process.nextTick((argument: string) => note(`tick ${argument}`), 'with an argument');
      process.nextTick(() => {
        store.enterWith('of the tick');
        queueMicrotask(() => note('microtask of a tick'));
      });
    });
    await turn();
    note('outside');
  },
  async reactions() {
    const begun = as('begun', () => turn());
    await as('one', () =>
      begun
        .then(() => note('then'))
        .then(never)
        .catch(() => note('catch'))
        .finally(() => note('finally'))
        .then(() => turn())
        .then(() => note('after a promise')),
    );
    const made = new Promise<void>((resolve) => as('resolver', () => setImmediate(resolve)));
    await as('waiter', () => made.then(() => note('of who waits')));
    await begun.then(() => note('outside'));
  },
  async combinators() {
    const parts = () => [as('first', () => sleep(2)), as('second', async () => turn()), Promise.resolve()];
    await as('one', async () => {
      await Promise.all(parts());
      note('all');
      await Promise.race(parts());
      note('race');
      await Promise.any(parts());
      note('any');
      await Promise.allSettled([...parts(), Promise.reject(new Error('refused'))]);
      note('allSettled');
      await Promise.all([turn().then(never)]).catch(() => note('all, refused'));
    });
  },
  async thenables() {
    await as('one', async () => {
      await thenable('then, by await');
      note('after await');
      for await (const _ of [thenable('then, by for await')]) note('for await');
    });
  },
  async generators() {
    const made = as('made', generated);
    await as('first', () => made.next());
    await as('second', () => made.next());
    await as('third', () => made.next());
    await as('left', () => made.return());
    const all = as('made', generated);
    await as('one', async () => {
      for await (const _ of all) note('body');
      note('after');
    });
    await as('two', async () => {
      for await (const _ of generated()) break;
      note('after break');
      await (async () => {
        for await (const _ of generated()) never();
      })().catch(() => note('after a throw'));
    });
    async function* passesOn() {
      yield* generated();
      note('passed on');
      return turn();
    }
    await as('three', async () => {
      for await (const _ of passesOn()) note('body of what is passed on');
    });
    const queued = generated();
    await Promise.all([as('queued 1', () => queued.next()), as('queued 2', () => queued.next())]);
    note('outside');
  },
  async 'for await'() {
    await as('one', async () => {
      for await (const value of [turn(), 1, Promise.resolve(2)]) note(`body ${typeof value}`);
      note('after');
      try {
        for await (const _ of [Promise.reject(new Error('refused'))]) note('never');
      } catch {
        note('catch');
      }
    });
  },
  async using() {
    const resource = {
      async [Symbol.asyncDispose]() {
        note('disposing');
        await turn();
        note('disposing after await');
      },
    };
    await as('one', async () => {
      {
        await using _first = resource;
        await using _second = resource;
        await turn();
      }
      note('after');
    });
  },
  async events() {
    const emitter = new EventEmitter();
    await as('listener', async () => {
      emitter.on('event', () => note('listener'));
      emitter.once('event', () => note('listener once'));
      emitter.on(
        'event',
        AsyncResource.bind(() => note('bound listener')),
      );
      const came = once(emitter, 'event');
      as('emitter', () => setImmediate(() => emitter.emit('event', 1)));
      await came;
      note('after once');
    });
    await as('iterator', async () => {
      as('emitter', () => setTimeout(() => emitter.emit('other', 2), 1));
      for await (const [value] of on(emitter, 'other')) {
        note(`on ${value}`);
        break;
      }
      note('after on');
    });
  },
  async 'timers/promises'() {
    await as('one', async () => {
      let rounds = 0;
      for await (const _ of ticks(1)) if (++rounds === 2) break;
      note('after two ticks');
    });
  },
  async resources() {
    const [resource, bound, snapshot] = as('made', () => {
      const resource = new AsyncResource('Made');
      const bound = AsyncLocalStorage.bind((a: number, b: number) => `${store.getStore()} ${a} ${b}`);
      return [resource, bound, AsyncLocalStorage.snapshot()] as const;
    });
    await as('one', async () => {
      notes.push(`bound ${bound(1, 2)} ${bound.length} ${bound.name}`);
      notes.push(`snapshot ${snapshot((c: number) => `${store.getStore()} ${c}`, 3)}`);
      const self = resource.runInAsyncScope(
        function (this: { name: string }, d: number) {
          note(`scope ${this.name} ${d}`);
          setImmediate(() => note('later in the scope'));
          return this;
        },
        { name: 'self' },
        4,
      );
      notes.push(`${self.name} ${resource.emitDestroy() === resource} ${resource.asyncId() > 0}`);
      const itself = resource.bind(function (this: unknown) {
        return this;
      });
      notes.push(`this ${itself.call(5)} ${resource.bind(itself)()}`);
      await turn();
      note('after');
    });
    notes.push(`named ${other.name}, ${store.name === ''}`);
    for (const wrong of [
      () => new AsyncResource(1 as never),
      () => AsyncResource.bind(1 as never),
      () => new AsyncLocalStorage(1 as never),
    ]) {
      try {
        wrong();
      } catch (error) {
        const { code, message } = error as Error & { code: string };
        notes.push(`${code}: ${message}`);
      }
    }
  },
  async sockets() {
    const server = net.createServer((socket) => {
      note('connection');
      socket.on('data', () => {
        note('data at the server');
        socket.end('answer');
      });
    });
    await as('listens', async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    const { port } = server.address() as { port: number };
    await as('connects', async () => {
      const socket = net.connect(port, '127.0.0.1');
      socket.on('connect', () => note('connect'));
      socket.on('data', () => note('data'));
      as('writes', () => socket.write('question'));
      await once(socket, 'close');
      note('after close');
    });
    await as('closes', () => new Promise<void>((resolve) => void server.close(() => resolve())));
  },
  calls: () => withServer(calls),
};

async function calls(port: number): Promise<void> {
  const filter = (name: string): ClientFilter => ({
    async send(context, next) {
      note(`${name} before`);
      await turn();
      note(`${name} after await`);
      try {
        const answer = await next(context);
        note(`${name} answered`);
        return answer;
      } catch (error) {
        note(`${name} failed`);
        throw error;
      }
    },
  });
  const client = MagicOnionClient.create(IMyFirstService, GrpcChannel.forAddress(`http://127.0.0.1:${port}`), {
    filters: [filter('outer filter'), filter('inner filter')],
  });
  for (const name of ['first call', 'second call'])
    await as(name, async () => {
      const sum = await client.sumAsync(1, 2);
      note(`${name}: ${sum}`);
    });
  await as('failing', async () => {
    try {
      await client.sumAsync(-1, 2);
    } catch {
      note('call failed');
    }
  });
  await all(
    ...[1, 2, 3, 4].map((number) =>
      as(`concurrent ${number}`, async () => {
        for (let call = 0; call < 3; call++) note(`concurrent ${number}: ${await client.sumAsync(number, call)}`);
      }),
    ),
  );
  await as('then', () => client.sumAsync(3, 4).then((sum) => note(`then: ${sum}`)));

  const raw = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const same = (bytes: Buffer) => bytes;
  const ready = Promise.withResolvers<void>();
  as('waits', () =>
    raw.waitForReady(Date.now() + 10_000, () => {
      note('ready');
      ready.resolve();
    }),
  );
  await ready.promise;
  const unary = Promise.withResolvers<void>();
  as('callback', () =>
    raw.makeUnaryRequest('/Raw/Nothing', same, same, Buffer.of(1), () => {
      note('callback');
      unary.resolve();
    }),
  );
  await unary.promise;
  await as('stream', async () => {
    const call = raw.makeServerStreamRequest('/Raw/Many', same, same, Buffer.of(1));
    let count = 0;
    as('listener', () => {
      call.on('metadata', () => note('metadata'));
      call.on('data', () => note(`data ${++count}`));
    });
    await once(call, 'end');
    note('after the stream');
    for await (const _ of raw.makeServerStreamRequest('/Raw/Many', same, same, Buffer.of(1))) note(`part ${++count}`);
    note('after for await');
  });
  raw.close();
}

/** Of the server's own contexts: a store for each call, and none of the client's. */
async function withServer(use: (port: number) => Promise<void>): Promise<void> {
  const server = new Server();
  addService(server, IMyFirstService, {
    async sumAsync(x, y) {
      note(`handler ${x} + ${y}`);
      return as(`of ${x} + ${y}`, async () => {
        await sleep(1);
        note(`handler ${x} + ${y} after await`);
        if (x < 0) throw new RangeError('negative');
        return x + y;
      });
    },
  });
  const same = (bytes: Buffer) => bytes;
  const raw = {
    requestStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
  server.addService(
    { many: { ...raw, path: '/Raw/Many', responseStream: true } },
    {
      many(call: ServerWritableStream<Buffer, Buffer>) {
        note('stream handler');
        for (let part = 0; part < 3; part++) call.write(Buffer.of(part));
        setImmediate(() => call.end());
      },
    },
  );
  const port = await as(
    'binds',
    () =>
      new Promise<number>((resolve) =>
        server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, port) => {
          note('bound');
          resolve(port);
        }),
      ),
  );
  await use(port);
  server.forceShutdown();
}

const log = console.error;
console.error = () => undefined; // the server's own log of handlers that threw
const told: string[] = [];
for (const [name, scenario] of Object.entries(scenarios)) {
  notes.length = 0;
  await scenario();
  await sleep(5);
  note('at the end');
  told.push(...notes.sort().map((line) => `${name} | ${line}`));
}
console.error = log;
console.log([...told, 'all told'].join('\n'));
process.exit();
