import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubProcess } from '../../../tests/support/class-hub.ts';
import { Learners } from '../../../tests/support/learners.ts';
import { noSmallDisk, smallDisk } from '../../../tests/support/small-disk.ts';
import { SqliteStore } from './sqlite-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-faults-'));
  await writeFile(path.join(folder, '404.html'), 'Not here.');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a hub on SQLite', () => {
  it('has every event that it acknowledged, once, though it is killed and started again ten times', async () => {
    const file = path.join(folder, 'killed.sqlite');
    const start = () => HubProcess.start(['--dist', folder, '--store', file]);
    let hub = await start();
    using learners = await Learners.join(hub, 12, () => [hub.base]);
    for (let round = 0; round < 10; round++) {
      await learners.more(2);
      learners.say(); // and is killed before it can answer
      await hub.kill();
      hub = await start();
    }
    await learners.more(2);
    await learners.allAcknowledged();
    await hub.kill('SIGTERM');
    learners.expectStored(await eventsIn(file));
  });

  it.skipIf(noSmallDisk)('waits while the disk is full, and loses nothing', async () => {
    const small = await mkdtemp(path.join(folder, 'small-'));
    const store = path.join(small, 'class.sqlite');
    await using hub = await HubProcess.start(['--dist', folder, '--store', store], {}, smallDisk(small, 2_000_000));
    // As the hub sees it: nobody else does.
    const { pid } = hub.process;
    const within = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const seen = (file: string) => path.join(`/proc/${within}/root`, file);
    using learners = await Learners.join(hub, 4, () => [hub.base]);
    await learners.more(3);
    const filler = seen(path.join(small, 'filler'));
    expect(() => writeFileSync(filler, Buffer.alloc(3e6))).toThrow(/ENOSPC/);
    while (!hub.said.includes('cannot be stored, and waits')) {
      learners.say();
      await new Promise((resolve) => setTimeout(resolve, 400)); // as fast as a page may go on
    }
    const acknowledged = learners.all.map(({ client }) => client.acknowledged.size);
    learners.say();
    rmSync(filler);
    await learners.allAcknowledged();
    expect(learners.all.every(({ client }, i) => client.acknowledged.size > acknowledged[i]!)).toBe(true);
    expect(hub.said).toContain('is stored again');
    const copy = path.join(folder, 'copy.sqlite');
    for (const part of ['', '-wal']) if (existsSync(seen(store + part))) copyFileSync(seen(store + part), copy + part);
    learners.expectStored(await eventsIn(copy));
  });
});

it.skipIf(process.platform !== 'linux')(
  'a hub ends after the npm that started it, which passes no signal on',
  async () => {
    const shell = ['/bin/sh', '-c', '"$@"; exit', 'sh'];
    const hub = await HubProcess.start(
      ['--dist', folder, '--store', path.join(folder, 'orphaned.sqlite')],
      { npm_lifecycle_event: 'npx' },
      shell,
    );
    const ended = once(hub.process, 'close'); // with the last that writes to its output
    await hub.kill();
    await ended;
  },
);

async function eventsIn(file: string) {
  const store = new SqliteStore(file);
  const [record] = await store.classes();
  const events = await store.since(record!.id, 0);
  await store.close();
  return events;
}
