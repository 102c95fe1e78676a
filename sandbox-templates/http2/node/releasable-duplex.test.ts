import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { release, ReleasableDuplex } from './releasable-duplex.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void;

type Done = (error?: Error | null) => void;

class Stream extends ReleasableDuplex {
  readonly written: string[] = [];
  readonly ballast = new Array<number>(4000).fill(0);

  constructor() {
    super({ autoDestroy: false, decodeStrings: false });
  }

  override _read(): void {}

  override _write(chunk: string, _encoding: BufferEncoding, callback: Done): void {
    this.written.push(chunk);
    process.nextTick(callback);
  }

  override _destroy(error: Error | null, callback: Done): void {
    release(this);
    callback(error);
  }
}

const heap = () => {
  for (let i = 0; i < 3; i++) collect({ type: 'minor' });
  return process.memoryUsage().heapUsed;
};

// A second try would come with a full collection.
test('streams that have ended are let go without a full collection', { retry: 0 }, async () => {
  const run = async (count: number) => {
    for (let i = 0; i < count; i++) {
      const stream = new Stream();
      const closed = new Promise((resolve) => stream.on('close', resolve));
      stream.on('finish', () => stream.destroy());
      stream.end('all');
      await closed;
      if (i % 20 === 0) collect({ type: 'minor' });
    }
    return heap();
  };
  await run(50);
  collect({ type: 'major' });
  const before = heap();
  expect(((await run(400)) - before) / 2 ** 20).toBeLessThan(2);
});

test('what was written behind a write that goes on is written, and its end is told', async () => {
  const stream = new Stream();
  const events: string[] = [];
  for (const event of ['drain', 'prefinish', 'finish', 'error', 'close']) stream.on(event, () => events.push(event));
  for (const chunk of ['a', 'b', 'c']) stream.write(chunk, () => events.push(chunk));
  stream.end(() => events.push('ended'));
  await new Promise((resolve) => stream.on('finish', resolve));
  stream.destroy();
  await new Promise((resolve) => stream.on('close', resolve));
  expect(stream.written).toEqual(['a', 'b', 'c']);
  expect(events).toEqual(['a', 'b', 'c', 'prefinish', 'ended', 'finish', 'close']);
});

test('a stream that is destroyed by what its end calls back tells of its end all the same', async () => {
  const stream = new Stream();
  const events: string[] = [];
  for (const event of ['prefinish', 'finish', 'close']) stream.on(event, () => events.push(event));
  stream.end('all', () => stream.destroy());
  await new Promise((resolve) => stream.on('close', resolve));
  expect(events).toEqual(['prefinish', 'finish', 'close']);
});

test('a write that fails is an error of the stream', async () => {
  const stream = new Stream();
  stream._write = (_chunk, _encoding, callback) => process.nextTick(callback, new Error('no room'));
  const failed = new Promise((resolve) => stream.on('error', resolve));
  stream.write('a');
  expect(await failed).toEqual(new Error('no room'));
  expect(stream.errored).toEqual(new Error('no room'));
});
