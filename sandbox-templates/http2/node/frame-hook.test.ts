import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connect, createServer, onFrame, type Direction, type ObservedFrame } from '../index.ts';

const types = 'DATA HEADERS PRIORITY RST_STREAM SETTINGS PUSH_PROMISE PING GOAWAY WINDOW_UPDATE CONTINUATION'.split(
  ' ',
);
type Seen = { client: boolean; direction: Direction; frame: ObservedFrame };

/** A call with a body, twice over one connection, with every frame of it. */
async function observed(long = 'short'): Promise<Seen[]> {
  const seen: Seen[] = [];
  onTestFinished(
    onFrame((session, direction, frame) => void seen.push({ client: session.type === 1, direction, frame })),
  );
  const server = createServer();
  server.on('stream', (stream) => {
    stream.respond({ 'x-answer': 'yes', 'x-long': long });
    stream.pipe(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (let call = 0; call < 2; call++) {
    const stream = client.request({ ':method': 'POST', 'x-tenant': 'acme' });
    stream.end('body');
    stream.resume();
    await once(stream, 'close');
  }
  const over = once(client, 'close');
  client.close();
  await over;
  server.close();
  return seen;
}

const line = ({ frame }: Seen) => `${types[frame.type]} ${frame.streamId} ${frame.length}`;

test('both ends tell the same frames, in order', async () => {
  const seen = await observed();
  const from = (client: boolean, direction: Direction) =>
    seen.filter((one) => one.client === client && one.direction === direction).map(line);
  expect(from(true, 'sent').length).toBeGreaterThan(4);
  // The last GOAWAYs may find no one who reads them.
  const whole = (lines: string[]) => lines.filter((text) => !text.startsWith('GOAWAY'));
  expect(whole(from(false, 'received'))).toEqual(whole(from(true, 'sent')));
  expect(whole(from(true, 'received'))).toEqual(whole(from(false, 'sent')));
  expect(from(true, 'sent').filter((text) => text.endsWith(' 1 4'))).toEqual(['DATA 1 4']);
  const times = seen.map(({ frame }) => frame.time);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('a field tells how HPACK carried it: spelled out, then from the table', async () => {
  const seen = await observed();
  const requests = seen.filter(({ client, direction, frame }) => client && direction === 'sent' && frame.fields);
  const field = (call: number, name: string) => requests[call]!.frame.fields!.find((one) => one.name === name);
  expect(field(0, ':method')).toMatchObject({ value: 'POST', carried: 'static', index: 3, octets: 1 });
  expect(field(0, 'x-tenant')).toMatchObject({
    value: 'acme',
    carried: 'literal',
    index: 0,
    entered: true,
    octets: 15,
  });
  expect(field(1, 'x-tenant')).toMatchObject({ value: 'acme', carried: 'dynamic', entered: false, octets: 1 });
  for (const { frame } of requests)
    expect(frame.fields!.reduce((sum, { octets }) => sum + octets, 0)).toBe(frame.length);
});

test('a block that goes on in CONTINUATIONs is told with the frame that ends it', async () => {
  const seen = await observed('long, '.repeat(8000));
  const blocks = seen.filter(
    ({ client, direction, frame }) => client && direction === 'received' && frame.streamId === 1,
  );
  const [headers, ...rest] = blocks.filter(({ frame }) => frame.type === 1 || frame.type === 9);
  expect(headers!.frame.fields).toBeUndefined();
  expect(rest.at(-1)!.frame.fields!.find(({ name }) => name === 'x-long')!.value).toBe('long, '.repeat(8000).trim());
});

test('no one hears of sessions that began before, or after the end', async () => {
  const stop = onFrame(() => expect.unreachable());
  stop();
  expect((await observed()).length).toBeGreaterThan(0);
});
