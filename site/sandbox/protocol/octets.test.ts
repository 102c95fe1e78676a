import { expect, test } from 'vitest';
import { longestLot, mostRecorded, type Octets, OctetsRecorder, readLot } from './octets.ts';

const read = (lots: readonly string[]): Octets[] => lots.flatMap((lot) => [...readLot(lot)]);

test('octets come back as they were, in order, with their connection, direction and time', () => {
  const lots: string[] = [];
  let now = 1000;
  const recorder = new OctetsRecorder(
    (lot) => lots.push(lot),
    () => now,
  );
  recorder.add(1, true, Uint8Array.of(1, 2, 255));
  now += 12.5;
  recorder.add(2, false, Uint8Array.of(0));
  recorder.flush();
  expect(read(lots)).toEqual([
    { connection: 1, sent: true, at: 1000, bytes: Uint8Array.of(1, 2, 255) },
    { connection: 2, sent: false, at: 1012.5, bytes: Uint8Array.of(0) },
  ]);
});

test('much at once is told in lots that a message takes', () => {
  const lots: string[] = [];
  const recorder = new OctetsRecorder((lot) => lots.push(lot));
  const much = Uint8Array.from({ length: 1_000_000 }, (_, index) => index % 251);
  recorder.add(1, true, much);
  recorder.flush();
  expect(Math.max(...lots.map((lot) => lot.length))).toBeLessThanOrEqual(longestLot);
  expect(Buffer.concat(read(lots).map(({ bytes }) => bytes)).equals(Buffer.from(much))).toBe(true);
});

test('a recording ends before the octets that are too many, and stays ended', () => {
  let recorded = 0;
  const recorder = new OctetsRecorder((lot) => {
    for (const { bytes } of readLot(lot)) recorded += bytes.length;
  });
  recorder.add(1, true, new Uint8Array(mostRecorded - 10));
  recorder.add(1, false, new Uint8Array(11));
  recorder.add(1, true, new Uint8Array(1));
  recorder.flush();
  expect(recorded).toBe(mostRecorded - 10);
});

test('octets are dated, and a date that is none is no lot’s', () => {
  const lots: string[] = [];
  const recorder = new OctetsRecorder((lot) => lots.push(lot));
  recorder.add(1, true, Uint8Array.of(1));
  recorder.flush();
  expect(new Date(read(lots)[0]!.at).getFullYear()).toBeGreaterThan(2020);
  const forged = new OctetsRecorder(
    (lot) => lots.push(lot),
    () => 1e300,
  );
  forged.add(1, true, Uint8Array.of(1));
  forged.flush();
  expect(read(lots)).toHaveLength(1);
});

test('what is no lot gives nothing, and no error', () => {
  const lying = new Uint8Array(20);
  new DataView(lying.buffer).setUint32(13, 4_000_000_000);
  for (const text of ['', 'no base64!', 'AAAA', btoa(String.fromCharCode(...lying))]) expect(read([text])).toEqual([]);
});
