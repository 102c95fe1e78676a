import { Server, ServerCredentials, status, type ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type ClientHttp2Session } from 'node:http2';
import { CallCredentials } from './call-credentials.ts';
import { GrpcChannel } from './channel.ts';
import { MagicOnionClient } from './client.ts';
import { ObjectDisposedException, RpcException } from './exceptions.ts';
import type { ClientFilter } from './filters.ts';
import { createMethod } from './method.ts';
import { addService, ReturnStatusException } from './server.ts';
import { defineService, unary } from './service.ts';
import { bool, int32, nil, string } from './types.ts';
import { IMyFirstService } from '../service.ts';

const hex = (bytes: Buffer) => bytes.toString('hex');
const bytes = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** Length-prefixed message (gRPC over HTTP/2, "Length-Prefixed-Message"): no compression, four bytes of length. */
const frame = (message: Buffer) => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
};

describe("messages on the wire are MagicOnion's, byte for byte", () => {
  const rows = [
    {
      call: 'SumAsync(123, 456)',
      method: unary([int32, int32], int32),
      args: [123, 456],
      frame: '00 00000005 92 7b cd01c8',
    },
    { call: 'no argument', method: unary([], nil), args: [], frame: '00 00000001 c0' },
    { call: '(123)', method: unary([int32], nil), args: [123], frame: '00 00000001 7b' },
    {
      call: '("Alice", 18)',
      method: unary([string, int32], nil),
      args: ['Alice', 18],
      frame: '00 00000008 92 a5416c696365 12',
    },
  ];
  test.each(rows)('$call', ({ method, args, frame: expected }) => {
    const { requestMarshaller } = createMethod('IService', 'Method', method);
    expect(hex(frame(requestMarshaller.serializer(args)))).toBe(hex(bytes(expected)));
    expect(requestMarshaller.deserializer(bytes(expected).subarray(5))).toEqual(args);
  });

  test('the result 579', () => {
    const { responseMarshaller } = createMethod(
      'IMyFirstService',
      'SumAsync',
      IMyFirstService.methods.SumAsync,
    );
    expect(hex(frame(responseMarshaller.serializer(579)))).toBe('0000000003cd0243');
    expect(responseMarshaller.deserializer(bytes('cd0243'))).toBe(579);
  });

  test('no result is nil', () => {
    const { responseMarshaller } = createMethod('IService', 'Method', unary([], nil));
    expect(hex(responseMarshaller.serializer(undefined))).toBe('c0');
  });

  test("missing arguments get their type's default, further ones are skipped", () => {
    const { requestMarshaller } = createMethod(
      'IService',
      'Method',
      unary([int32, string, bool], nil),
    );
    expect(requestMarshaller.deserializer(bytes('91 7b'))).toEqual([123, null, false]);
    expect(requestMarshaller.deserializer(bytes('95 7b a141 c3 01 02'))).toEqual([123, 'A', true]);
  });

  test.each([
    '07',
    'c0',
    'cb4014000000000000',
    'a3414243',
    'c403010203',
    'd60000000001',
    '9301a14102',
    'dc0001dd0000000107',
    '82a14101a14290',
    'df00000001df0000000000',
    'c70205 0102',
    'c9000000020501 02',
    'd80500112233445566778899aabbccddeeff',
  ])('a further argument is passed over, and found to be cut short: %s', (message) => {
    const { requestMarshaller } = createMethod('IService', 'Method', unary([int32, int32], nil));
    const whole = bytes(`9401 02 ${message} ${message}`);
    expect(requestMarshaller.deserializer(whole)).toEqual([1, 2]);
    expect(() => requestMarshaller.deserializer(whole.subarray(0, -1))).toThrow();
  });

  test.each(['93 01 02 c1', '93 01 02', 'dd ffffffff 01 02'])('%s is not two ints', (message) => {
    const { requestMarshaller } = createMethod('IService', 'Method', unary([int32, int32], nil));
    expect(() => requestMarshaller.deserializer(bytes(message))).toThrow();
  });

  test('what follows the arguments is not looked at', () => {
    const { requestMarshaller } = createMethod('IService', 'Method', unary([int32, int32], nil));
    expect(requestMarshaller.deserializer(bytes('92 01 02 03 04'))).toEqual([1, 2]);
  });

  test.each([
    ['d2 ffff8000', -32768],
    ['d3 ffffffff80000000', -2147483648],
    ['cf 000000007fffffff', 2147483647],
    ['ce 00000007', 7],
    ['d1 ffff', -1],
    ['d0 80', -128],
    ['cc ff', 255],
    ['e0', -32],
  ])('%s is an int', (message, value) => {
    const { responseMarshaller } = createMethod('IService', 'Method', unary([], int32));
    expect(responseMarshaller.deserializer(bytes(message))).toBe(value);
  });

  test.each([
    ['a float, though whole', 'cb 4014000000000000'],
    ['beyond 32 bits', 'ce 80000000'],
    ['text', 'a1 35'],
    ['cut short', 'cd 01'],
    ['nothing at all', ''],
  ])('%s is not an int', (_, message) => {
    const { responseMarshaller } = createMethod('IService', 'Method', unary([], int32));
    expect(() => responseMarshaller.deserializer(bytes(message))).toThrow();
  });

  test.each([0, 31, 32, 255, 256, 65_535, 65_536])('a string of %d letters', (length) => {
    const { requestMarshaller } = createMethod('IService', 'Method', unary([string], nil));
    const text = 'ä'.repeat(length);
    expect(requestMarshaller.deserializer(requestMarshaller.serializer([text]))).toEqual([text]);
    expect(() =>
      requestMarshaller.deserializer(requestMarshaller.serializer([`${text}.`]).subarray(0, -1)),
    ).toThrow();
  });

  test.each([2 ** 32, 1.5, '1', undefined])('%s does not pass for an int', (value) => {
    const { requestMarshaller } = createMethod('IService', 'Method', unary([int32], nil));
    expect(() => requestMarshaller.serializer([value])).toThrow(TypeError);
  });

  test('a method takes at most 15 parameters', () => {
    expect(() =>
      unary(
        Array.from({ length: 16 }, () => int32),
        nil,
      ),
    ).toThrow(RangeError);
  });
});

describe('a call', () => {
  const service = defineService('IMyFirstService', {
    SumAsync: unary([int32, int32], int32),
    FailAsync: unary([string], nil),
    EchoHeaderAsync: unary([string], string),
    WaitAsync: unary([], nil),
    DeadlineAsync: unary([], int32),
  });
  const server = new Server();
  const raw: { session?: ClientHttp2Session } = {};
  let channel: GrpcChannel;
  let address: string;

  beforeAll(async () => {
    addService(server, service, {
      sumAsync: async (x, y) => x + y,
      failAsync: async (how) => {
        if (how === 'status')
          throw new ReturnStatusException(status.NOT_FOUND, 'kein Mandant – 没有租户');
        throw new Error('secret');
      },
      echoHeaderAsync: async (name, { headers }) => headers.get(name ?? '').join(', ') || null,
      waitAsync: () => new Promise(() => undefined),
      deadlineAsync: async ({ deadline }) =>
        deadline ? Math.round((deadline.getTime() - Date.now()) / 1000) : -1,
    });
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    address = `http://127.0.0.1:${port}`;
    channel = GrpcChannel.forAddress(address);
  });
  afterAll(() => {
    channel.dispose();
    raw.session?.destroy();
    server.forceShutdown();
  });

  test('goes to /IMyFirstService/SumAsync as application/grpc, and these very bytes are understood and answered', async () => {
    raw.session = connect(address);
    const stream = raw.session.request({
      ':method': 'POST',
      ':path': '/IMyFirstService/SumAsync',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.end(bytes('00 00000005 92 7b cd01c8'));
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(hex(Buffer.concat(chunks))).toBe('0000000003cd0243');
  });

  test('resolves to the sum', async () => {
    const client = MagicOnionClient.create(service, channel);
    const sum: number = await client.sumAsync(123, 456);
    expect(sum).toBe(579);
  });

  test('fails with the status and detail that the handler returned', async () => {
    const client = MagicOnionClient.create(service, channel);
    await expect(client.failAsync('status')).rejects.toMatchObject({
      code: status.NOT_FOUND,
      details: 'kein Mandant – 没有租户',
    });
  });

  test('fails with UNKNOWN, and no word of the cause, where the handler threw', async () => {
    const error = (await MagicOnionClient.create(service, channel)
      .failAsync('throw')
      .catch((e: unknown) => e)) as ServiceError;
    expect(error.code).toBe(status.UNKNOWN);
    expect(error.details).not.toContain('secret');
  });

  test('withHeaders, withDeadline and withHost change one thing of a copy', async () => {
    const base = MagicOnionClient.create(service, channel);
    const tenant = base.withHeaders({ 'x-tenant': 'a' });
    expect(await tenant.echoHeaderAsync('x-tenant')).toBe('a');
    expect(await base.echoHeaderAsync('x-tenant')).toBe(null);
    const soon = tenant.withDeadline(new Date(Date.now() + 60_000));
    expect(await soon.echoHeaderAsync('x-tenant')).toBe('a');
    expect(await soon.deadlineAsync()).toBeGreaterThan(50);
    expect(await base.withHost('elsewhere').sumAsync(1, 2)).toBe(3);
  });

  test('withOptions replaces all that came before', async () => {
    const client = MagicOnionClient.create(service, channel)
      .withHeaders({ 'x-tenant': 'a' })
      .withOptions({ deadline: new Date(Date.now() + 60_000) });
    expect(await client.echoHeaderAsync('x-tenant')).toBe(null);
    expect(await client.deadlineAsync()).toBeGreaterThan(50);
  });

  test('ends at its deadline; a client that outlives its deadline fails at once', async () => {
    const client = MagicOnionClient.create(service, channel).withDeadline(
      new Date(Date.now() + 50),
    );
    await expect(client.waitAsync()).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
    await expect(client.sumAsync(1, 2)).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
  });

  test('is cancelled by its signal, and says so by its status', async () => {
    const abort = new AbortController();
    const client = MagicOnionClient.create(service, channel).withCancellation(abort.signal);
    const call = client.waitAsync();
    abort.abort(new Error('changed my mind'));
    const cancelled = { code: status.CANCELLED, details: 'Call canceled by the client.' };
    await expect(call).rejects.toMatchObject({ ...cancelled, cause: abort.signal.reason });
    await expect(client.sumAsync(1, 2)).rejects.toMatchObject(cancelled);
  });

  test('fails as one that was not started where its credentials throw, with their status where they throw one', async () => {
    let thrown: unknown;
    const callCredentials = CallCredentials.fromInterceptor(() => {
      throw thrown;
    });
    const signing = GrpcChannel.forAddress(address, { callCredentials });
    const call = (error: unknown) => {
      thrown = error;
      return MagicOnionClient.create(service, signing).sumAsync(1, 2);
    };
    await expect(
      call(new Error('no token', { cause: new RangeError('too late') })),
    ).rejects.toMatchObject({
      name: 'RpcException',
      code: status.INTERNAL,
      details: 'Error starting gRPC call. Error: no token RangeError: too late',
      cause: { message: 'no token' },
    });
    const denied = new RpcException(status.UNAUTHENTICATED, 'who are you?');
    await expect(call(denied)).rejects.toBe(denied);
    signing.dispose();
  });

  test('is cancelled by its channel’s end also while it waits for its credentials', async () => {
    const asked = Promise.withResolvers<void>();
    const token = Promise.withResolvers<void>();
    const callCredentials = CallCredentials.fromInterceptor(() => {
      asked.resolve();
      return token.promise;
    });
    const signing = GrpcChannel.forAddress(address, { callCredentials });
    const call = MagicOnionClient.create(service, signing).sumAsync(1, 2);
    await asked.promise;
    signing.dispose();
    token.resolve();
    await expect(call).rejects.toMatchObject({
      code: status.CANCELLED,
      details: 'gRPC call disposed.',
    });
  });

  test('passes through the filters of its client, in order, and theirs of every derived client', async () => {
    const seen: string[] = [];
    const named = (name: string): ClientFilter => ({
      async send(context, next) {
        seen.push(`${name} ${context.methodPath}`);
        context.callOptions.headers.add(name, 'yes');
        return next(context);
      },
    });
    const client = MagicOnionClient.create(service, channel, {
      filters: [named('x-outer'), named('x-inner')],
    });
    expect(await client.echoHeaderAsync('x-inner')).toBe('yes');
    expect(await client.withHeaders({ 'x-tenant': 'a' }).echoHeaderAsync('x-tenant')).toBe('a');
    expect(seen.slice(0, 2)).toEqual([
      'x-outer IMyFirstService/EchoHeaderAsync',
      'x-inner IMyFirstService/EchoHeaderAsync',
    ]);
    expect(seen).toHaveLength(4);
  });

  test('a filter cannot hand on another context than its own', async () => {
    const swapping: ClientFilter = {
      async send(context, next) {
        return next({ ...context } as typeof context);
      },
    };
    const client = MagicOnionClient.create(service, channel, { filters: [swapping] });
    await expect(client.sumAsync(1, 2)).rejects.toThrow('the context that it was given');
  });

  test('on a disposed channel says so', async () => {
    const disposed = GrpcChannel.forAddress(address);
    const client = MagicOnionClient.create(service, disposed);
    await client.sumAsync(1, 2);
    disposed.dispose();
    await expect(client.sumAsync(1, 2)).rejects.toThrow(ObjectDisposedException);
    expect(() => MagicOnionClient.create(service, disposed)).toThrow(ObjectDisposedException);
  });

  test('needs an http address', () => {
    expect(() => GrpcChannel.forAddress('https://127.0.0.1:1')).toThrow(TypeError);
    expect(() => GrpcChannel.forAddress('127.0.0.1')).toThrow(TypeError);
  });
});
