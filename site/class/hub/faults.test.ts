import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubProcess } from '../../../tests/support/class-hub.ts';
import { joinClass } from '../../../tests/support/class-client.ts';
import { SteadyClient } from '../../../tests/support/steady-client.ts';
import { SqliteStore } from './sqlite-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-faults-'));
  await writeFile(path.join(folder, '404.html'), 'Not here.');
});
afterAll(() => rm(folder, { recursive: true }));

/** Learners who go on saying one thing after the other, whatever becomes of the hub. */
class Learners implements Disposable {
  readonly all: { readonly member: string; readonly client: SteadyClient }[] = [];
  #n = 0;

  static async join(hub: HubProcess, count: number, bases: () => readonly string[]): Promise<Learners> {
    const learners = new Learners();
    for (let i = 0; i < count; i++) {
      const { token, member } = await joinClass(hub.base, hub.code, `Learner ${i}`);
      learners.all.push({ member, client: new SteadyClient(token, bases) });
    }
    return learners;
  }

  say(): void {
    this.#n++;
    const answer = { type: 'answer', lesson: `lesson-${this.#n}`, question: 0, choice: 1 };
    for (const { client } of this.all) client.say(answer);
  }

  /** Until so many more of each are acknowledged. */
  async more(count: number): Promise<void> {
    const until = this.all.map(({ client }) => client.acknowledged.size + count);
    while (this.all.some(({ client }, i) => client.acknowledged.size < until[i]!)) {
      this.say();
      await this.all[0]!.client.somethingHeard();
    }
  }

  async allAcknowledged(): Promise<void> {
    for (const { client } of this.all) await client.allAcknowledged();
  }

  /** Each that was said is in the file, once and none besides. */
  async expectIn(file: string): Promise<void> {
    const store = new SqliteStore(file);
    const [record] = await store.classes();
    const events = await store.since(record!.id, 0);
    for (const { member, client } of this.all) {
      const stored = events.filter(({ source }) => source === `${member} ${client.source}`).map(({ n }) => n);
      expect(stored.sort((a, b) => a - b)).toEqual(Array.from({ length: client.said }, (_, i) => i));
    }
    await store.close();
  }

  [Symbol.dispose](): void {
    for (const { client } of this.all) client.close();
  }
}

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
    await learners.expectIn(file);
  });

  it.skipIf(!canBoundDisk())('waits while the disk is full, and loses nothing', async () => {
    const small = await mkdtemp(path.join(folder, 'small-'));
    const store = path.join(small, 'class.sqlite');
    await using hub = await HubProcess.start(['--dist', folder, '--store', store], {}, [
      ...boundDisk,
      '--size',
      '2000000',
      '--tmpfs',
      small,
    ]);
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
    await learners.expectIn(copy);
  });
});

const boundDisk = ['bwrap', '--dev-bind', '/', '/', '--die-with-parent'];
function canBoundDisk(): boolean {
  try {
    execFileSync(boundDisk[0]!, [...boundDisk.slice(1), '--size', '4096', '--tmpfs', os.tmpdir(), 'true'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    console.log('A full disk was not tried: Bubblewrap does not run here.');
    return false;
  }
}
