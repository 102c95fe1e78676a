import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { SnapshotLot } from '../../sandbox/protocol/messages.ts';
import { handOnSnapshot } from './hand-on-snapshot.ts';

const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
writeFileSync(path.join(outside, 'secret'), 'secret');
let directory = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
afterEach(() => {
  rmSync(directory, { recursive: true });
  directory = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
});

async function handedOn(
  name: string | null,
  ready = () => true,
  signal = new AbortController().signal,
): Promise<{ lots: SnapshotLot[]; text: string | null }> {
  const lots: SnapshotLot[] = [];
  await handOnSnapshot(directory, name, (lot) => lots.push(lot), ready, signal).catch(() => undefined);
  const octets = Buffer.concat(lots.map(({ lot }) => Buffer.from(lot, 'base64')));
  return { lots, text: octets.length ? gunzipSync(octets).toString() : null };
}

test('hands a file on in lots that are marked where they end, and removes it', async () => {
  const text = Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 10_007).join();
  writeFileSync(path.join(directory, 'a.heapsnapshot'), text);
  const handed = await handedOn('a.heapsnapshot');
  expect(handed.text).toBe(text);
  expect(handed.lots.length).toBeGreaterThan(3);
  expect(handed.lots.findIndex(({ rest }) => rest !== 'more')).toBe(handed.lots.length - 1);
  expect(handed.lots.at(-1)).toEqual({ type: 'snapshot', lot: '', rest: 'none' });
  expect(readdirSync(directory)).toEqual([]);
});

test.each<[string, (descriptor: number) => boolean]>([
  ['the program cuts it off', (descriptor) => (ftruncateSync(descriptor, 1), true)],
  [
    'it cannot be read on',
    () => {
      throw new Error('EIO');
    },
  ],
])('says that the rest is lost where %s meanwhile', async (_what, spoil) => {
  const file = path.join(directory, 'a.heapsnapshot');
  writeFileSync(file, randomBytes(4 * 2 ** 20));
  const descriptor = openSync(file, 'r+');
  const { lots } = await handedOn('a.heapsnapshot', () => spoil(descriptor));
  closeSync(descriptor);
  expect(lots.at(-1)).toEqual({ type: 'snapshot', lot: '', rest: 'lost' });
  expect(lots.filter(({ rest }) => rest === 'none')).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

test('waits for a page that is behind', async () => {
  writeFileSync(path.join(directory, 'a.heapsnapshot'), 'abc');
  let asked = 0;
  expect((await handedOn('a.heapsnapshot', () => ++asked > 3)).text).toBe('abc');
});

test('says nothing more once the program has ended', async () => {
  writeFileSync(path.join(directory, 'a.heapsnapshot'), 'abc');
  const ended = new AbortController();
  const { lots } = await handedOn('a.heapsnapshot', () => (ended.abort(), false), ended.signal);
  expect(lots).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

test.each<[string, string | null, () => void]>([
  ['is not there', 'a.heapsnapshot', () => undefined],
  ['could not be written', null, () => undefined],
  ['is named out of its directory', '../secret', () => undefined],
  [
    'is a link',
    'a.heapsnapshot',
    () => symlinkSync(path.join(outside, 'secret'), path.join(directory, 'a.heapsnapshot')),
  ],
  [
    'is a pipe that nobody writes',
    'a.heapsnapshot',
    () => execFileSync('mkfifo', [path.join(directory, 'a.heapsnapshot')]),
  ],
])('gives an empty one where it %s', async (what, name, make) => {
  if (process.platform === 'win32' && what !== 'is not there') return;
  make();
  const { lots } = await handedOn(name);
  expect(lots).toEqual([{ type: 'snapshot', lot: '', rest: 'lost' }]);
});
