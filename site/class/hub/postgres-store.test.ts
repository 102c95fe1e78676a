import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClassClient, joinClass } from '../../../tests/support/class-client.ts';
import { HubProcess } from '../../../tests/support/class-hub.ts';
import { classRoom } from '../../../tests/support/class-room.ts';
import { Learners } from '../../../tests/support/learners.ts';
import { noPostgres, Postgres } from '../../../tests/support/postgres.ts';
import { hubPaths } from '../addresses.ts';
import type { ToLearner, ToTrainer } from '../answers.ts';
import { newClass } from './access.ts';
import { PostgresStore } from './postgres-store.ts';
import { storeContract } from './testing/store-contract.ts';

if (noPostgres) console.log(`Not tested on PostgreSQL: ${noPostgres}.`);

describe.skipIf(noPostgres)('several hubs on PostgreSQL', () => {
  let server: Postgres;
  let sql: postgres.Sql;
  let folder: string;
  beforeAll(async () => {
    server = await Postgres.start();
    sql = postgres(server.address, { max: 1, onnotice: () => undefined, backoff: () => 0.1 });
    folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-class-'));
    await writeFile(path.join(folder, '404.html'), 'Not here.');
  });
  afterAll(async () => {
    await sql?.end();
    await server?.[Symbol.asyncDispose]();
    if (folder) await rm(folder, { recursive: true });
  });
  beforeEach(() => sql`DROP TABLE IF EXISTS leak_lab_events, leak_lab_classes, leak_lab_version`);

  storeContract(() => PostgresStore.open(server.address));

  const open = async () => classRoom(await PostgresStore.open(server.address), folder);
  const startHub = () => HubProcess.start(['--dist', folder], { CLASS_DATABASE: server.address });
  type News = Extract<ToLearner, { type: 'news' }>;
  type Members = Extract<ToTrainer, { type: 'members' }>;
  const says =
    (text: string) =>
    (message: { type: string }): message is News =>
      message.type === 'news' && (message as News).messages.some((said) => said.text === text);
  const shows =
    (fits: (member: Members['members'][number]) => boolean) =>
    (message: { type: string }): message is Members =>
      message.type === 'members' && (message as Members).members.some(fits);

  it('makes its tables once, and leaves those of a newer version alone', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => PostgresStore.open(server.address)));
    expect(await sql`SELECT version FROM leak_lab_version`).toEqual([{ version: 1 }]);
    await Promise.all(stores.map((store) => store.close()));
    await sql`INSERT INTO leak_lab_version VALUES (99)`;
    await expect(PostgresStore.open(server.address)).rejects.toThrow(/newer version/);
  });

  it('numbers what two hubs write at once without a gap, and reads it in that order', async () => {
    const [one, two] = [await PostgresStore.open(server.address), await PostgresStore.open(server.address)];
    const { id } = await one.open(newClass('Monday'));
    const write = async (store: PostgresStore, by: string) => {
      for (let n = 0; n < 100; n++)
        await store.append(id, [{ by, source: `${by} page`, n, data: { type: 'export', trainer: by } }]);
    };
    const seen: number[] = [];
    let written = false;
    const read = async () => {
      for (let last = false; !last; ) {
        last = written;
        seen.push(...(await one.since(id, seen.length)).map(({ seq }) => seq));
      }
    };
    await Promise.all([
      Promise.all([write(one, 'ann'), write(two, 'bob')]).then(() => {
        written = true;
      }),
      read(),
    ]);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    await Promise.all([one.close(), two.close()]);
  });

  it('shows on one hub what was said to the other, and ends a class on both', async () => {
    await using one = await open();
    await using two = await open();
    expect(two.record).toEqual(one.record);
    const { token, member } = await joinClass(one.base, one.record.code, 'Ann');
    const ann = await ClassClient.learner(two.base, token);
    const tess = await ClassClient.trainer(one.base, one.record.key);
    tess.say({ type: 'say', to: member, text: 'Hello.' });
    await ann.hears(says('Hello.'));
    ann.say({ type: 'help', wanted: true, code: null });
    await tess.hears(shows(({ help }) => help !== null));
    const later = await two.hub.openClass('Tuesday');
    await expect.poll(() => joinClass(one.base, later.code, 'Bo').catch(() => null)).not.toBeNull();
    tess.say({ type: 'end' });
    expect(await ann.hears(({ type }) => type === 'gone')).toEqual({ type: 'gone', why: 'ended' });
    await expect.poll(() => sql`SELECT name FROM leak_lab_classes`).toEqual([{ name: 'Tuesday' }]);
    expect(await sql`SELECT DISTINCT class FROM leak_lab_events`).toEqual([{ class: later.id }]);
  });

  it('goes by the database’s clock, though a hub’s own is a day ahead', async () => {
    const ahead = 'const now = Date.now.bind(Date); Date.now = () => now() + 90_000_000';
    await using one = await startHub();
    await using other = await HubProcess.start(['--dist', folder], {
      CLASS_DATABASE: server.address,
      NODE_OPTIONS: `--import="data:text/javascript,${encodeURIComponent(ahead)}"`,
    });
    const { token } = await joinClass(other.base, other.code, 'Ann');
    const ann = await ClassClient.learner(other.base, token);
    const trainer = await ClassClient.trainer(one.base, one.key);
    trainer.say({ type: 'timer', seconds: 60 });
    const { timer, now } = (await ann.hears((message) => message.type === 'news' && message.timer !== null)) as News;
    expect(Math.abs(timer! - now - 60_000)).toBeLessThan(10_000);
    ann.say({ type: 'help', wanted: true, code: null });
    await trainer.hears(shows(({ name, help }) => name === 'Ann' && help !== null));
    for (const { socket } of [ann, trainer]) socket.terminate();
  });

  it('looks in the database before it turns a page away', async () => {
    await using one = await open();
    const store = await PostgresStore.open(server.address);
    store.onForeign = () => undefined; // no notice has come yet
    await using two = await classRoom(store, folder);
    const { token } = await joinClass(one.base, one.record.code, 'Ann');
    expect(await (await ClassClient.learner(two.base, token)).hears(() => true)).toMatchObject({ name: 'Ann' });
  });

  it('calls nobody away who has come by another hub meanwhile', async () => {
    await using one = await open();
    await using two = await open();
    const { token } = await joinClass(one.base, one.record.code, 'Ann');
    const place = { type: 'place', lesson: 'the-leak', hidden: false };
    const before = await ClassClient.learner(one.base, token);
    const after = await ClassClient.learner(two.base, token);
    for (const page of [before, after]) {
      page.say(place);
      await page.hears(({ type }) => type === 'ack');
    }
    before.socket.terminate();
    const order = async () =>
      (await sql`SELECT slot FROM leak_lab_events WHERE slot IS NOT NULL ORDER BY seq`).map(({ slot }) => slot);
    await expect.poll(order).toEqual(['left', 'place']);
    // What stands in the database, the other hub reads by and by.
    const members = async () => {
      const tess = await ClassClient.trainer(one.base, one.record.key);
      const said = await tess.hears(({ type }) => type === 'members');
      tess.socket.terminate();
      return said;
    };
    await expect.poll(members).toMatchObject({ members: [{ away: false, lesson: 'the-leak' }] });
  });

  it('answers a page whose requests come to one hub and the other in turn', async () => {
    await using one = await open();
    await using two = await open();
    const { token } = await joinClass(one.base, one.record.code, 'Ann');
    const hello = JSON.stringify({ type: 'hello', as: 'learner', token, seen: 0 });
    const poll = async (base: string, messages: object[]) => {
      const response = await fetch(`${base}/${hubPaths.poll}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          session: 'session-of-one-page',
          hello,
          messages: messages.map((said) => JSON.stringify(said)),
        }),
      });
      const { messages: heard } = (await response.json()) as { messages: string[] };
      return heard.map((text) => JSON.parse(text) as { type: string });
    };
    await poll(one.base, []);
    const listening = poll(one.base, []);
    const heard: { type: string }[] = [];
    const up = { type: 'up', source: 'source-1', n: 0, message: { type: 'help', wanted: true, code: null } };
    while (!heard.some(({ type }) => type === 'ack')) heard.push(...(await poll(two.base, [up])));
    expect(await listening).toMatchObject([{ type: 'news', help: { ahead: 0 } }]);
  });

  it('says so, and does not ask without end, where whoever stands before the database hangs up', async () => {
    const store = await PostgresStore.open(server.address);
    const { id } = await store.open(newClass('Monday'));
    const event = { by: 'ann', source: 'ann page', n: 0, data: { type: 'export', trainer: 'ann' } } as const;
    await server.stop();
    let connections = 0;
    const proxy = createServer((socket) => {
      connections++;
      socket
        .on('error', () => undefined)
        .resume()
        .end();
    });
    await once(proxy.listen(Number(new URL(server.address).port), '127.0.0.1'), 'listening');
    for (let time = 0; time < 3; time++) await expect(store.append(id, [event])).rejects.toThrow('hung up');
    expect(connections).toBeLessThan(20);
    proxy.close();
    await once(proxy, 'close');
    await server.run();
    await expect
      .poll(() =>
        store.append(id, [event]).then(
          () => store.since(id, 0),
          () => null,
        ),
      )
      .toMatchObject([{ by: 'ann', n: 0 }]);
    await store.close();
  });

  it('has every event that it acknowledged, once, though a hub is killed and the database restarted, gently and by a crash', async () => {
    await using lasting = await startHub();
    let doomed = await startHub();
    using learners = await Learners.join(lasting, 4, () => [doomed.base, lasting.base]);
    try {
      await learners.more(8);
      await doomed.kill();
      await learners.more(8);
      doomed = await startHub();
      await learners.more(8);
      await server.stop();
      learners.say();
      await server.run();
      await learners.more(8);
      await server.stop('SIGKILL');
      learners.say();
      await server.run();
      await learners.more(8);
      await learners.allAcknowledged();
    } finally {
      await doomed.kill('SIGTERM');
    }
    learners.expectStored(
      await sql<{ by: string; source: string; n: number }[]>`SELECT by, source, n FROM leak_lab_events`,
    );
  });
});
