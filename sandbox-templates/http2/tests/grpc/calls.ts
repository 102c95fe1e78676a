import { Metadata, status, type ClientWritableStream, type ServiceError } from '@grpc/grpc-js';
import { once } from 'node:events';
import { failureOf, type TestClient } from './test-client.ts';

const mebibyte = 2 ** 20;
const big = (octets: number): Buffer => Buffer.alloc(octets, 'memory leaks slowly, ');
const unicode = 'größe überschritten: 超過了上限 🚱 %20 "quoted"\n';

/** A cross-section of metadata of 16 kB: text and binary. */
function wideMetadata(): Metadata {
  const metadata = new Metadata();
  for (let index = 0; index < 12; index++)
    metadata.set(`x-wide-${index}`, String.fromCharCode(97 + index).repeat(1000));
  metadata.set('x-octets-bin', big(3000));
  return metadata;
}

/** Writes all, as fast as back-pressure allows. */
async function writeAll(call: ClientWritableStream<Buffer>, messages: Iterable<Buffer>): Promise<void> {
  for (const message of messages) if (!call.write(message)) await once(call, 'drain');
  call.end();
}

const indices = (count: number): Buffer[] => Array.from({ length: count }, (_, index) => Buffer.from(String(index)));

/** Whether the messages of a stream are its indices in order, and how many. */
async function inOrder(call: AsyncIterable<Buffer>): Promise<string> {
  let next = 0;
  for await (const message of call)
    if (message.toString() !== String(next++)) return `message ${next - 1} is ${message.toString()}`;
  return `${next} in order`;
}

/** What a client does with the test service; each resolves to what {@link expectedOfCalls} says under its name. */
export const calls = {
  unary: async (client: TestClient) => (await client.unary('Echo', 'hello')).message.toString(),
  'unary without content': async (client: TestClient) => (await client.unary('Echo', '')).message.length,
  'unary of 1 MiB': async (client: TestClient) =>
    (await client.unary('Echo', big(mebibyte))).message.equals(big(mebibyte)),
  'unary of 16 MiB': async (client: TestClient) =>
    (await client.unary('Echo', big(16 * mebibyte))).message.equals(big(16 * mebibyte)),
  'a thousand unary calls one after another': async (client: TestClient) => {
    let answered = 0;
    for (let index = 0; index < 1000; index++)
      answered += Number((await client.unary('Echo', String(index))).message.toString() === String(index));
    return answered;
  },
  'client streaming': async (client: TestClient) => {
    const { call, answer } = client.collect();
    await writeAll(call, indices(10));
    return (await answer).toString();
  },
  'client streaming of 1 MiB messages': async (client: TestClient) => {
    const { call, answer } = client.collect();
    await writeAll(
      call,
      Array.from({ length: 8 }, () => big(mebibyte)),
    );
    return (await answer).toString();
  },
  '10,000 messages to the server': async (client: TestClient) => {
    const { call, answer } = client.collect();
    await writeAll(call, indices(10_000));
    return (await answer).toString();
  },
  'server streaming': async (client: TestClient) => inOrder(client.stream('Count', '10')),
  'server streaming of nothing': async (client: TestClient) => inOrder(client.stream('Count', '0')),
  '10,000 messages from the server': async (client: TestClient) => inOrder(client.stream('Count', '10000')),
  'bidirectional streaming, turn by turn': async (client: TestClient) => {
    const call = client.chat();
    const answers = call[Symbol.asyncIterator]();
    let answered = 0;
    for (const message of indices(100)) {
      call.write(message);
      const { value } = (await answers.next()) as { value: Buffer };
      answered += Number(value.equals(message));
    }
    call.end();
    return [answered, (await answers.next()).done];
  },
  '10,000 messages both ways': async (client: TestClient) => {
    const call = client.chat();
    const [answered] = await Promise.all([inOrder(call), writeAll(call, indices(10_000))]);
    return answered;
  },
  statuses: async (client: TestClient) => {
    const codes = Array.from({ length: 16 }, (_, index) => index + 1);
    return await Promise.all(codes.map((code) => client.failure('Fail', `${code} because`)));
  },
  'a status with UTF-8 details': async (client: TestClient) =>
    client.failure('Fail', `${status.FAILED_PRECONDITION} ${unicode}`),
  'a method that does not exist': async (client: TestClient) =>
    new Promise((resolve) => {
      const asIs = (bytes: Buffer) => bytes;
      client.client.makeUnaryRequest('/lab.Test/Missing', asIs, asIs, Buffer.alloc(0), (error) => resolve(error?.code));
    }),
  '16 kB of metadata': async (client: TestClient) => {
    const metadata = wideMetadata();
    const { initial, trailing } = await client.unary('Echo', 'wide', { metadata });
    const kept = (back: Metadata, rename: (name: string) => string) =>
      Object.keys(metadata.getMap()).filter(
        (name) =>
          Buffer.compare(
            Buffer.from(back.get(rename(name))[0] as string),
            Buffer.from(metadata.get(name)[0] as string),
          ) === 0,
      ).length;
    return [kept(initial, (name) => name), kept(trailing, (name) => name.replace(/(-bin)?$/, '-trailer$1'))];
  },
  'a deadline': async (client: TestClient) => (await client.failure('Hang', '', { deadline: Date.now() + 50 })).code,
  'a deadline that has passed': async (client: TestClient) =>
    (await client.failure('Echo', '', { deadline: Date.now() - 1000 })).code,
  'a cancelled call, and the server hears of it': async (client: TestClient) => {
    const before = Number((await client.unary('Cancelled', '0')).message.toString());
    const call = client.stream('Forever', '');
    let received = 0;
    const ended = new Promise<number>((resolve) =>
      call.on('error', (error: ServiceError) => resolve(failureOf(error).code)),
    );
    call.on('data', () => {
      if (++received === 10) call.cancel();
    });
    const code = await ended;
    const after = Number((await client.unary('Cancelled', String(before + 1))).message.toString());
    return [code, after > before];
  },
  'a slow reader holds its own stream up, and no other': async (client: TestClient) => {
    const sent = async () => Number((await client.unary('Sent', '')).message.toString());
    const limit = (await sent()) + 20_000;
    const call = client.stream('Forever', '');
    call.on('error', () => undefined); // It is cancelled at the end.
    const messages = call[Symbol.asyncIterator]();
    await messages.next();
    let [before, now] = [0, await sent()];
    while (now !== before && now < limit) {
      for (let index = 0; index < 100; index++) await client.unary('Echo', '');
      [before, now] = [now, await sent()];
    }
    const held = now === before;
    let received = 1;
    while (received < 20_000 && !(await messages.next()).done) received++;
    call.cancel();
    return [held, received];
  },
  '200 calls at once': async (client: TestClient) => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => client.unary('Together', '10')));
    return answers.filter(({ message }) => message.toString() === '10').length;
  },
};

export type CallName = keyof typeof calls;

export const expectedOfCalls: Record<CallName, unknown> = {
  unary: 'hello',
  'unary without content': 0,
  'unary of 1 MiB': true,
  'unary of 16 MiB': true,
  'a thousand unary calls one after another': 1000,
  'client streaming': '10/10',
  'client streaming of 1 MiB messages': `${8 * mebibyte}/8`,
  '10,000 messages to the server': '38890/10000',
  'server streaming': '10 in order',
  'server streaming of nothing': '0 in order',
  '10,000 messages from the server': '10000 in order',
  'bidirectional streaming, turn by turn': [100, true],
  '10,000 messages both ways': '10000 in order',
  statuses: Array.from({ length: 16 }, (_, index) => ({ code: index + 1, details: 'because', reason: 'asked' })),
  'a status with UTF-8 details': { code: status.FAILED_PRECONDITION, details: unicode, reason: 'asked' },
  'a method that does not exist': status.UNIMPLEMENTED,
  '16 kB of metadata': [13, 13],
  'a deadline': status.DEADLINE_EXCEEDED,
  'a deadline that has passed': status.DEADLINE_EXCEEDED,
  'a cancelled call, and the server hears of it': [status.CANCELLED, true],
  'a slow reader holds its own stream up, and no other': [true, 20_000],
  '200 calls at once': 200,
};
