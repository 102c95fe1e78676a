import { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { connect, performServerHandshake } from '../index.ts';
import { FrameReader, preface, Type } from '../tests/support/frames.ts';

it.each<[string, number, number, (carrier: Duplex) => void]>([
  [
    'a window',
    preface.length,
    Type.WINDOW_UPDATE,
    (carrier) => connect('http://in.memory', { createConnection: () => carrier }).setLocalWindowSize(2 ** 20),
  ],
  ['origins', 0, 12, (carrier) => performServerHandshake(carrier, { origins: ['https://example.org'] })],
])('%s set before the connection stands wait for it', async (_, start, type, begin) => {
  const written: Buffer[] = [];
  const carrier = Object.assign(
    new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk);
        done();
      },
    }),
    { connecting: true },
  );
  begin(carrier);
  carrier.connecting = false;
  carrier.emit('connect');
  await new Promise((resolve) => setImmediate(resolve));
  const octets = Buffer.concat(written);
  expect(octets.subarray(0, start)).toEqual(preface.subarray(0, start));
  expect(new FrameReader().push(octets.subarray(start)).map((frame) => frame.type)).toEqual([Type.SETTINGS, type]);
  carrier.destroy();
});
