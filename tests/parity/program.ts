// What the port does, a line for each case. sandbox-templates/dotnet/Parity has the same program in C#, on MagicOnion and grpc-dotnet: the
// two print the same.
import diagnosticsChannel from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { CallCredentials } from '../../sandbox-templates/sum/magiconion/call-credentials.ts';
import { GrpcChannel } from '../../sandbox-templates/sum/magiconion/channel.ts';
import { MagicOnionClient, type ServiceClient } from '../../sandbox-templates/sum/magiconion/client.ts';
import { RpcException } from '../../sandbox-templates/sum/magiconion/exceptions.ts';
import type { ClientFilter } from '../../sandbox-templates/sum/magiconion/filters.ts';
import { Metadata } from '../../sandbox-templates/sum/magiconion/metadata.ts';
import { addService, ReturnStatusException } from '../../sandbox-templates/sum/magiconion/server.ts';
import { defineService, unary } from '../../sandbox-templates/sum/magiconion/service.ts';
import { int32, string } from '../../sandbox-templates/sum/magiconion/types.ts';

/** Named as C#'s, which the C# program throws. */
class InvalidOperationException extends Error {}

const IParity = defineService('IParity', {
  SumAsync: unary([int32, int32], int32),
  HeaderAsync: unary([string], string),
  FailAsync: unary([string], int32),
  WaitAsync: unary([], int32),
});
type Client = ServiceClient<typeof IParity>;

const handlers = { reached: 0, waiting: 0, heard: 0 };
const server = new Server();
addService(server, IParity, {
  async sumAsync(x, y) {
    handlers.reached++;
    return (x + y) | 0;
  },
  async headerAsync(name, { headers }) {
    const found = headers
      .get(name ?? '')
      .map((value) => (typeof value === 'string' ? value : value.toString('hex').toUpperCase()));
    return found.join(' | ') || null;
  },
  async failAsync(how) {
    if (how === 'status') throw new ReturnStatusException(status.NOT_FOUND, 'kein Mandant – 没有租户');
    if (how === 'rpc') throw new RpcException(status.DATA_LOSS, 'rpc detail');
    throw new Error('secret');
  },
  async waitAsync({ signal }) {
    handlers.waiting++;
    if (!signal.aborted) await once(signal, 'abort');
    handlers.heard++;
    return 0;
  },
});
console.error = () => undefined; // the server's own log of handlers that threw
const port = await new Promise<number>((resolve, reject) =>
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
    error ? reject(error) : resolve(bound),
  ),
);
const address = `http://127.0.0.1:${port}`;

/** Of all channels: only one is used at a time. */
let entries = 0;
diagnosticsChannel.subscribe('magiconion.channel.method-cached', () => void entries++);

const channel = GrpcChannel.forAddress(address);
const create = (...filters: ClientFilter[]) => MagicOnionClient.create(IParity, channel, { filters });
const within = (seconds: number) => new Date(Date.now() + seconds * 1000);
const headersOf = (...pairs: [string, string | Uint8Array][]) => {
  const headers = new Metadata();
  for (const [key, value] of pairs) headers.add(key, value);
  return headers;
};

// What comes back
await show('sum', () => create().sumAsync(123, 456));
await show('a sum beyond 32 bits', () => create().sumAsync(2 ** 31 - 1, 1));
await show("a status of the handler's", () => create().failAsync('status'));
await show("an RpcException of the handler's", () => create().failAsync('rpc'));
await show("an exception of the handler's", () => create().failAsync('error'));

// What goes out
for (const [name, body] of [
  ['two arguments', '920102'],
  ['bytes after them', '9201020304'],
  ['a third argument', '93010203'],
  ['one of two arguments', '9107'],
  ['a float that is whole', '92cb401400000000000001'],
  ['an integer in nine bytes', '92d3000000000000000501'],
  ['an integer beyond 32 bits', '92ce8000000001'],
  ['text for an integer', '92a13501'],
  ['no array', '07'],
  ['bytes that are no MessagePack', 'c1'],
  ['no bytes', ''],
] as const)
  await show(name, () => rawSum(body));

// What stays in the cache, and what reaches the server
await showCost('a call', () => create().sumAsync(1, 2));
await showCost('no call', () => void create());
const kept = create();
await kept.sumAsync(1, 2);
await showCost('a kept client', () => kept.sumAsync(1, 2));
await showCost('derived clients', () =>
  kept.withHeaders({ 'x-a': '1' }).withDeadline(within(10)).withHost('elsewhere').sumAsync(1, 2),
);
await showCost('a cancelled token', () => create().withCancellation(AbortSignal.abort()).sumAsync(1, 2));
await showCost('a deadline that has passed', () => create().withDeadline(within(-1)).sumAsync(1, 2));
await showCost('cancelled, and its deadline has passed', () =>
  create().withDeadline(within(-1)).withCancellation(AbortSignal.abort()).sumAsync(1, 2),
);
await showCost('a header that is not ASCII', () => create().withHeaders({ 'x-a': 'é' }).sumAsync(1, 2));
await showCost('a handler that throws', () => create().failAsync('error'));
await showCost('a filter that throws', () =>
  create(
    changing(() => {
      throw new InvalidOperationException('no');
    }),
  ).sumAsync(1, 2),
);

// What ends a call under way
{
  const abort = new AbortController();
  const call = create().withCancellation(abort.signal).waitAsync();
  await waiting(1);
  abort.abort();
  await show('cancelled under way', () => call);
  await heard(1);
}
await show('a deadline under way', () => create().withDeadline(within(0.3)).waitAsync());
await heard(2);

// Headers
await showHeader('set', 'x-a', (client) => client.withHeaders({ 'x-a': '1' }));
await showHeader('set twice: the second set alone', 'x-a', (client) =>
  client.withHeaders({ 'x-a': '1' }).withHeaders({ 'x-b': '2' }),
);
await showHeader('lost to options', 'x-a', (client) =>
  client.withHeaders({ 'x-a': '1' }).withOptions({ deadline: within(10) }),
);
await showHeader('kept with a deadline', 'x-a', (client) =>
  client.withHeaders({ 'x-a': '1' }).withDeadline(within(10)),
);
await showHeader('two values', 'x-a', (client) => client.withHeaders(headersOf(['x-a', '1'], ['x-a', '2'])));
await showHeader('upper case', 'x-upper', (client) => client.withHeaders({ 'X-Upper': '1' }));
await showHeader('bytes', 'x-a-bin', (client) => client.withHeaders({ 'x-a-bin': Uint8Array.of(1, 2, 255) }));
await showHeader('added after it was handed over', 'x-a', (client) => {
  const headers = headersOf(['x-a', '1']);
  const derived = client.withHeaders(headers);
  headers.add('x-a', '2');
  return derived;
});
showThrown('bytes under a name for text', () => headersOf(['x-a', Uint8Array.of(1)]));
showThrown('text under a name for bytes', () => headersOf(['x-a-bin', '1']));
showThrown('a name with a space', () => headersOf(['x a', '1']));

// A filter and the headers it changes
await showGrowth('added by a filter', (client) => client);
await showGrowth('... with a deadline each time', (client) => client.withDeadline(within(10)));
await showGrowth('... with a token each time', (client) => client.withCancellation(new AbortController().signal));
await showGrowth('... with headers each time', (client) => client.withHeaders(new Metadata()));
await showGrowth('... with options each time', (client) => client.withOptions({}));
await showGrowth('... on a new client each time', null);
await showGrowth(
  '... after the old one was removed',
  (client) => client,
  (headers, value) => {
    const old = headers.get('x-trace');
    if (old) headers.remove(old);
    headers.add('x-trace', value);
  },
);
await showGrowth(
  '... if there is none yet',
  (client) => client,
  (headers, value) => {
    if (!headers.get('x-trace')) headers.add('x-trace', value);
  },
);

// What adds headers without a filter
{
  let n = 0;
  const tracing = channel.intercept((metadata) => {
    metadata.add('x-trace', `value-${++n}`);
    return metadata;
  });
  const bare = MagicOnionClient.create(IParity, tracing);
  for (let call = 1; call < 50; call++) await bare.sumAsync(1, 2);
  await show('an interceptor, at call 50', () => bare.headerAsync('x-trace'));
  const withHeaders = bare.withHeaders(new Metadata());
  for (let call = 1; call < 3; call++) await withHeaders.sumAsync(1, 2);
  await show('... on kept headers, at call 3', () => withHeaders.headerAsync('x-trace'));

  let m = 0;
  const callCredentials = CallCredentials.fromInterceptor(async (_, metadata) => {
    await Promise.resolve();
    metadata.add('x-trace', `value-${++m}`);
  });
  const signing = GrpcChannel.forAddress(address, { callCredentials });
  const signed = MagicOnionClient.create(IParity, signing, { filters: [changing(() => undefined)] });
  for (let call = 1; call < 50; call++) await signed.sumAsync(1, 2);
  await show('call credentials, at call 50', () => signed.headerAsync('x-trace'));
  signing.dispose();
}

// The end of a client with such a filter
{
  let n = 0;
  const client = create(changing((headers) => headers.add('x-trace', `value-${String(++n).padStart(6, '0')}`)));
  let failed = '';
  while (!failed) {
    const outcome = await outcomeOf(() => client.sumAsync(1, 2));
    if (outcome !== '3') failed = outcome;
  }
  console.log(`the filter's client ends, at call ${n}: ${failed}`);
  await show('... and the next call', () => client.sumAsync(1, 2));
  await show('... and one derived with a deadline', () => client.withDeadline(within(10)).sumAsync(1, 2));
  await show('... and one derived with headers', () => client.withHeaders(new Metadata()).sumAsync(1, 2));
}

// The end of a channel
{
  const short = GrpcChannel.forAddress(address);
  const invoker = short.createCallInvoker();
  const client = MagicOnionClient.create(IParity, short);
  await client.sumAsync(1, 2);
  const calls = Array.from({ length: 10 }, () => outcomeOf(() => client.waitAsync()));
  await waiting(12);
  short.dispose();
  short.dispose();
  for (const outcome of new Set(await Promise.all(calls)))
    console.log(`ten calls under way when their channel is disposed of: ${outcome}`);
  await heard(12);
  await show('a kept client then', () => client.sumAsync(1, 2));
  await show('create then', async () => MagicOnionClient.create(IParity, short).sumAsync(1, 2));
  const before = entries;
  await show('create on an invoker made before', () => MagicOnionClient.create(IParity, invoker).sumAsync(1, 2));
  console.log(`... entries left: ${entries - before}`);
}
const before = entries;
const nowhere = GrpcChannel.forAddress('http://127.0.0.1:1');
const unreached = await outcomeOf(() => MagicOnionClient.create(IParity, nowhere).sumAsync(1, 2));
console.log(`no server: ${unreached.split(' ')[0]}`);
console.log(`... entries left: ${entries - before}`);

nowhere.dispose();
channel.dispose();
server.forceShutdown();

async function show(name: string, call: () => Promise<unknown>): Promise<void> {
  console.log(`${name}: ${await outcomeOf(call)}`);
}

async function showCost(name: string, call: () => Promise<number> | void): Promise<void> {
  const before = { entries, reached: handlers.reached };
  let outcome = '';
  for (let i = 0; i < 5; i++) {
    const result = call();
    outcome = result ? await outcomeOf(() => result) : 'nothing';
  }
  const [left, sums] = [entries - before.entries, handlers.reached - before.reached];
  console.log(`five times ${name}: ${outcome}, entries +${left}, sums +${sums}`);
}

function showHeader(name: string, key: string, derive: (client: Client) => Client): Promise<void> {
  return show(`header ${name}`, () => derive(create()).headerAsync(key));
}

function showThrown(name: string, action: () => unknown): void {
  try {
    action();
    console.log(`${name}: taken`);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.log(`${name}: refused`);
  }
}

async function showGrowth(
  name: string,
  derive: ((client: Client) => Client) | null,
  change = (headers: Metadata, value: string) => headers.add('x-trace', value),
): Promise<void> {
  let n = 0;
  let count = 0;
  const filter = changing((headers) => {
    change(headers, `value-${++n}`);
    count = headers.count;
  });
  const client = create(filter);
  const before = entries;
  let third: string | null = null;
  for (let call = 1; call <= 100; call++) {
    const derived = derive ? derive(client) : create(filter);
    if (call === 3) third = await derived.headerAsync('x-trace');
    else await derived.sumAsync(1, 2);
  }
  console.log(`${name}: ${third} at call 3, ${count} at call 100, entries +${entries - before}`);
}

function changing(change: (headers: Metadata) => void): ClientFilter {
  return {
    async send(context, next) {
      change(context.callOptions.headers);
      return next(context);
    },
  };
}

async function outcomeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    return String(await call());
  } catch (error) {
    if (error instanceof RpcException) {
      const [, code] = /StatusCode="(\w+)"/.exec(error.message)!;
      return `${code} "${error.details}"`;
    }
    return (error as Error).constructor.name;
  }
}

function rawSum(body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    channel.grpc.makeUnaryRequest(
      '/IParity/SumAsync',
      (bytes: Buffer) => bytes,
      (bytes) => bytes,
      Buffer.from(body, 'hex'),
      (error, answer) =>
        error ? reject(new RpcException(error.code, error.details)) : resolve(answer!.toString('hex')),
    );
  });
}

function waiting(calls: number): Promise<void> {
  return until(() => handlers.waiting >= calls);
}

async function heard(calls: number): Promise<void> {
  await until(() => handlers.heard >= calls);
  console.log(`... and the handlers heard of it: ${handlers.heard} of ${handlers.waiting}`);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
