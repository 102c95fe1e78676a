import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { SnapshotLot } from '../../sandbox/protocol/messages.ts';

/** A heap at its cap makes a snapshot of half of this. */
const mostBytes = 1024 * 2 ** 20;
/** Octets of a lot at most. */
const lotBytes = 24 * 1024;
/** A page that is behind is asked again so often. */
const waitEvery = 20; // ms

/** What the probe calls the files that it writes. */
const fileName = /^[\w-]{1,64}\.heapsnapshot$/;

/**
 * Hands on what a program's probe wrote, in lots, and removes it. The directory is the program's: whatever stands there under the name is opened
 * only as a file that it is itself, and read only as far as a snapshot may go. Nothing is emitted once the signal has come.
 */
export async function handOnSnapshot(
  directory: string,
  name: string | null,
  emit: (lot: SnapshotLot) => void,
  ready: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const end = (rest: 'none' | 'lost') => {
    if (!signal.aborted) emit({ type: 'snapshot', lot: '', rest });
  };
  if (name === null || !fileName.test(name)) return end('lost');
  const file = path.join(directory, name);
  let isWhole = false;
  try {
    // No link is followed, and no pipe waited for. (Windows has neither flag.)
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    await using handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const { size } = await handle.stat().then((stat) => (stat.isFile() ? stat : { size: Infinity }));
    if (size > mostBytes) return;
    // Its bytes are left to whoever has it open.
    await rm(file);
    const stream = handle.createReadStream({ autoClose: false, end: Math.max(0, size - 1) });
    await pipeline(
      stream,
      createGzip({ level: 1, chunkSize: lotBytes }),
      async (octets: AsyncIterable<Buffer>) => {
        for await (const lot of octets) {
          while (!ready()) await setTimeout(waitEvery, undefined, { signal });
          emit({ type: 'snapshot', lot: lot.toString('base64'), rest: 'more' });
        }
      },
      { signal },
    );
    // Whoever has it open may have cut it off.
    isWhole = stream.bytesRead === size;
  } finally {
    end(isWhole ? 'none' : 'lost');
    await rm(file, { force: true });
  }
}
