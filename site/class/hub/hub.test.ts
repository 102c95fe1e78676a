import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ClassClient, joinClass, postJoin } from '../../../tests/support/class-client.ts';
import { firstReport } from '../../../tests/support/class-report.ts';
import { classRoom } from '../../../tests/support/class-room.ts';
import { hubPaths } from '../addresses.ts';
import type { ToLearner } from '../answers.ts';
import { longestMessage } from '../shown-code.ts';
import { newClass } from './access.ts';
import { Hub } from './hub.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-class-'));
  await writeFile(path.join(folder, '404.html'), 'Not here.');
});
afterAll(() => rm(folder, { recursive: true }));
const open = (store = new SqliteStore(':memory:')) => classRoom(store, folder);

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

const place = { type: 'place', lesson: 'the-leak', hidden: false };
const news = (message: { type: string }): message is Extract<ToLearner, { type: 'news' }> => message.type === 'news';

describe('a class', () => {
  it('tells a learner what was said while they were away, once', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const trainer = await ClassClient.trainer(room.base, room.record.key);
    trainer.say({ type: 'say', to: null, text: 'Hello.' });
    await trainer.hears(({ type }) => type === 'ack');
    const first = await (await ClassClient.learner(room.base, token)).hears(news);
    expect(first.messages.map(({ text }) => text)).toEqual(['Hello.']);
    const seen = first.messages[0]!.seq;
    expect((await (await ClassClient.learner(room.base, token, seen)).hears(news)).messages).toEqual([]);
  });

  it('stores once what is sent twice', async () => {
    await using room = await open();
    const { token, member } = await joinClass(room.base, room.record.code, 'Ann');
    const learner = await ClassClient.learner(room.base, token);
    const help = { type: 'help', wanted: true, code: null };
    const n = learner.say(help);
    learner.say(help, n);
    await expect.poll(() => learner.acknowledged).toEqual([n, n]);
    learner.say(help, n);
    await expect.poll(() => learner.acknowledged).toEqual([n, n, n]);
    const trainer = await ClassClient.trainer(room.base, room.record.key);
    const heard = await trainer.hears(({ type }) => type === 'members');
    // 1 is that Ann joined.
    expect(heard).toMatchObject({ members: [{ id: member, help: { seq: 2 } }] });
  });

  it('keeps of a hand that is up when it was raised, and the newest code that was shown', async () => {
    const store = new SqliteStore(':memory:');
    await using room = await open(store);
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const learner = await ClassClient.learner(room.base, token);
    for (const shown of [null, 'older', 'newer']) {
      const code = shown && { exercise: 'the-leak', files: { 'client.ts': shown } };
      const n = learner.say({ type: 'help', wanted: true, code });
      await expect.poll(() => learner.acknowledged).toContain(n);
    }
    const [, ...kept] = await store.since(room.record.id, 0);
    expect(kept).toMatchObject([{ data: { code: null } }, { data: { code: { files: { 'client.ts': 'newer' } } } }]);
  });

  it('keeps nothing of what changes nothing: a second answer, and more than a learner may have', async () => {
    const store = new SqliteStore(':memory:');
    await using room = await open(store);
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const learner = await ClassClient.learner(room.base, token);
    const says = async (message: object) => {
      const n = learner.say(message);
      await expect.poll(() => learner.acknowledged).toContain(n);
    };
    const answer = (i: number, choice = 0) => ({ type: 'answer', lesson: `lesson-${i}`, question: 0, choice });
    for (let i = 0; i < 29; i++) learner.say(answer(i));
    await says(answer(29));
    await says(answer(0, 1));
    expect(await store.since(room.record.id, 0)).toHaveLength(31);
  });

  it('is the same after a restart, and gone after its end', async () => {
    const file = path.join(folder, 'restart.sqlite');
    let token: string;
    let code: string;
    {
      await using room = await open(new SqliteStore(file));
      ({ token } = await joinClass(room.base, room.record.code, 'Ann Unforgettable'));
      ({ code } = room.record);
    }
    {
      await using room = await open(new SqliteStore(file));
      expect(room.record.code).toBe(code);
      const learner = await ClassClient.learner(room.base, token);
      expect((await learner.hears(news)).name).toBe('Ann Unforgettable');
      const trainer = await ClassClient.trainer(room.base, room.record.key);
      trainer.say({ type: 'end' });
      expect(await learner.hears(({ type }) => type === 'gone')).toEqual({ type: 'gone', why: 'ended' });
      await trainer.closed;
    }
    for (const name of [file, `${file}-wal`]) expect(readIfThere(name).includes('Unforgettable'), name).toBe(false);
  });

  it('stays where it is opened while its hub reads another that a second hub has opened', async () => {
    const store: Store = new SqliteStore(':memory:');
    let look: (id: string | null) => void = () => undefined;
    store.onForeign = (listener) => {
      look = listener;
    };
    const hub = await Hub.open(store);
    const other = await store.open(newClass('Monday'));
    const reading = Promise.withResolvers<void>();
    const goesOn = Promise.withResolvers<void>();
    const since = store.since.bind(store);
    store.since = async (id, seq) => {
      if (id === other.id) {
        reading.resolve();
        await goesOn.promise;
      }
      return since(id, seq);
    };
    look(null);
    await reading.promise;
    const own = await hub.openClass('Tuesday');
    goesOn.resolve();
    // Waits for what it was told of.
    const heard: string[] = [];
    const link = { address: '', backlog: 0, send: (text: string) => void heard.push(text), close: () => undefined };
    const hello = { type: 'hello', as: 'trainer', key: 'x'.repeat(32), id: 'trainer-1', name: 'Eve' };
    hub.accept(link).receive(JSON.stringify(hello));
    await expect.poll(() => heard).toEqual(['{"type":"gone","why":"unknown"}']);
    expect(await store.classes()).toEqual(expect.arrayContaining([own, other]));
    await hub.close();
  });

  it('has a second trainer see who took a hand first', async () => {
    await using room = await open();
    const { token, member } = await joinClass(room.base, room.record.code, 'Ann');
    (await ClassClient.learner(room.base, token)).say({ type: 'help', wanted: true, code: null });
    const [tess, tom] = await Promise.all([
      ClassClient.trainer(room.base, room.record.key, 'trainer-1', 'Tess'),
      ClassClient.trainer(room.base, room.record.key, 'trainer-2', 'Tom'),
    ]);
    tess.say({ type: 'take', member, taken: true });
    await tess.hears(({ type }) => type === 'ack');
    tom.say({ type: 'take', member, taken: true });
    await tom.hears(({ type }) => type === 'ack');
    const last = await ClassClient.trainer(room.base, room.record.key, 'trainer-3', 'Ada');
    expect(await last.hears(({ type }) => type === 'members')).toMatchObject({
      members: [{ help: { takenBy: { name: 'Tess' } } }],
    });
  });
});

describe('who may what', () => {
  it('lets in nobody with a wrong code, and slows down who guesses', async () => {
    await using room = await open();
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) statuses.push((await postJoin(room.base, 'AAAA-AAAA', 'Eve')).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(404));
    expect(statuses.at(-1)).toBe(429);
  });

  it('gives two classes nothing of each other', async () => {
    await using room = await open();
    const other = await room.hub.openClass('Tuesday');
    await joinClass(room.base, room.record.code, 'Ann');
    const trainer = await ClassClient.trainer(room.base, other.key);
    expect(await trainer.hears(({ type }) => type === 'members')).toMatchObject({ members: [] });
    expect(await trainer.hears(({ type }) => type === 'class')).toMatchObject({ name: 'Tuesday' });
  });

  it('ends the connection of a learner who speaks as a trainer, and of who says too much', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Eve');
    const asTrainer = await ClassClient.learner(room.base, token);
    asTrainer.say({ type: 'end' });
    await asTrainer.closed;
    const flood = await ClassClient.learner(room.base, token);
    for (let i = 0; i < 1000; i++) flood.say(place);
    await flood.closed;
    const long = await ClassClient.learner(room.base, token);
    long.socket.send('x'.repeat(longestMessage + 1));
    await long.closed;
    // And the class goes on.
    const again = await ClassClient.learner(room.base, token);
    expect((await again.hears(news)).name).toBe('Eve');
  });

  it('keeps a learner in the class who has more pages than it takes', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const pages: ClassClient[] = [];
    for (let i = 0; i < 16; i++) {
      pages.push(await ClassClient.learner(room.base, token));
      await pages.at(-1)!.hears(news);
    }
    const tooMany = await ClassClient.learner(room.base, token);
    await tooMany.closed;
    expect(tooMany.heard).toEqual([]); // and so comes back
    pages[0]!.socket.close();
    await pages[0]!.closed;
    await (await ClassClient.learner(room.base, token)).hears(news);
  });

  it('goes on with a learner whose exercise is called as what all objects have', async () => {
    await using room = await open();
    const { token, member } = await joinClass(room.base, room.record.code, 'Eve');
    const learner = await ClassClient.learner(room.base, token);
    learner.say({ type: 'report', exercise: 'constructor', ...firstReport });
    learner.say({ type: 'help', wanted: true, code: null });
    await expect.poll(() => learner.acknowledged).toEqual([0, 1]);
    const trainer = await ClassClient.trainer(room.base, room.record.key);
    expect(await trainer.hears(({ type }) => type === 'members')).toMatchObject({
      members: [{ id: member, help: {} }],
    });
  });

  it('lets who says nothing whole keep little of it', async () => {
    await using room = await open();
    const half = '{"type":"hello","as":"learner","token":"'.padEnd(30_000, 'x');
    const stranger = new WebSocket(`${room.base.replace('http', 'ws')}/${hubPaths.socket}`);
    stranger.on('error', () => undefined);
    await once(stranger, 'open');
    stranger.send(half, { fin: false });
    await once(stranger, 'close');
  });

  it('cuts who has begun the most and not ended it where there is no room for more, and nobody for pongs that it did not ask for', async () => {
    await using room = await classRoom(new SqliteStore(':memory:'), folder, { mostBegun: 100_000 });
    const join = async (name: string) => {
      const { token } = await joinClass(room.base, room.record.code, name);
      const client = await ClassClient.learner(room.base, token);
      await client.hears(news);
      return client;
    };
    const [ann, bo, eve] = [await join('Ann'), await join('Bo'), await join('Eve')];
    /** The hub has what was sent. */
    const answers = async ({ socket, closed }: ClassClient) => {
      socket.ping();
      await Promise.race([
        once(socket, 'pong'),
        closed.then(() => {
          throw new Error('It was cut.');
        }),
      ]);
    };
    const begin = async (client: ClassClient, octets: number) => {
      client.socket.send('x'.repeat(octets), { fin: false });
      await answers(client);
    };
    for (let n = 0; n < 2000; n++) eve.socket.pong('x'.repeat(125));
    await begin(bo, 20_000);
    await begin(eve, 50_000);
    ann.socket.send('x'.repeat(40_000), { fin: false });
    await Promise.race([ann, bo, eve].map(({ closed }) => closed));
    await answers(ann);
    await answers(bo);
  });

  it('tells those alone of a raised hand whose hands are up', async () => {
    await using room = await open();
    const [ann, bo, cy] = await Promise.all(
      ['Ann', 'Bo', 'Cy'].map(async (name) =>
        ClassClient.learner(room.base, (await joinClass(room.base, room.record.code, name)).token),
      ),
    );
    const hand = async (page: ClassClient, wanted: boolean) => {
      const n = page.say({ type: 'help', wanted, code: null });
      await expect.poll(() => page.acknowledged).toContain(n);
    };
    await hand(ann!, true);
    await hand(bo!, true);
    const ahead = (page: ClassClient) => page.heard.filter(news).map(({ help }) => help?.ahead);
    await expect.poll(() => ahead(bo!)).toEqual([undefined, 1]);
    await hand(ann!, false);
    await expect.poll(() => ahead(bo!)).toEqual([undefined, 1, 0]);
    await expect.poll(() => ahead(ann!)).toEqual([undefined, 0, undefined]);
    expect(ahead(cy!)).toEqual([undefined]);
  });

  it('tells a page which of its messages fits nothing, so that it does not come back with it', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    for (const client of [
      await ClassClient.learner(room.base, token),
      await ClassClient.trainer(room.base, room.record.key),
    ]) {
      const n = client.say({ type: 'of another version' });
      expect(await client.hears(({ type }) => type === 'refused')).toMatchObject({ n });
      await client.closed;
    }
  });

  it('ends the connection of a learner who shows code without end, from one page after the other', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Eve');
    const code = { exercise: 'the-leak', files: { 'client.ts': 'x'.repeat(190_000) } };
    let shown = 0;
    for (let page = 0; page < 5; page++) {
      const shows = await ClassClient.learner(room.base, token);
      for (let i = 0; i < 40; i++) shows.say({ type: 'help', wanted: true, code });
      await shows.closed;
      shown += shows.acknowledged.length;
    }
    expect(shown).toBeLessThan(20);
  });

  it('ends the connection of a learner who invents pages without end', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Eve');
    const report = { type: 'report', exercise: 'the-leak', ...firstReport };
    const up = (source: string) => JSON.stringify({ type: 'up', source, n: 0, message: report });
    let acknowledged = 0;
    for (let page = 0; acknowledged < 2100; page++) {
      const client = await ClassClient.learner(room.base, token);
      for (let i = 0; i < 50; i++) client.socket.send(up(`invented-${page}-${i}`));
      const all = new Promise<void>((resolve) => client.onHeard(() => client.acknowledged.length === 50 && resolve()));
      await Promise.race([client.closed, all]);
      if (client.acknowledged.length < 50) break;
      acknowledged += 50;
      client.socket.terminate();
    }
    expect(acknowledged).toBeLessThan(2100);
  });

  it('tells a token or a key that it does not know, and nothing more', async () => {
    await using room = await open();
    for (const hello of [
      { type: 'hello', as: 'learner', token: 'x'.repeat(32), seen: 0 },
      { type: 'hello', as: 'trainer', key: 'x'.repeat(32), id: 'trainer-1', name: 'Eve' },
    ]) {
      const client = await ClassClient.open(room.base, hello);
      await client.closed;
      expect(client.heard).toEqual([{ type: 'gone', why: 'unknown' }]);
    }
  });

  it.each<[string, object]>([
    ['is nobody', { type: 'hello', as: 'learner', token: 'x'.repeat(32), seen: 0 }],
    ['says no hello', { type: 'goodbye' }],
  ])('keeps nothing of what a page says that %s, and does not go when it is told to', async (_who, hello) => {
    await using room = await open();
    let told = 0;
    const link = { address: '', backlog: 0, send: () => undefined, close: () => void told++ };
    const visitor = room.hub.accept(link);
    visitor.receive(JSON.stringify(hello));
    await expect.poll(() => told).toBe(1);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 300; i++) visitor.receive(Buffer.alloc(longestMessage - 1, 'x').toString('latin1'));
    collectGarbage();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20e6);
    visitor.closed();
  });

  // The library would wait for half a minute.
  it('waits for no page that it has hung up on', { timeout: 15_000 }, async () => {
    await using room = await open();
    const client = await ClassClient.open(room.base, { type: 'goodbye' });
    // Does not answer that it is to close.
    (client.socket as unknown as { _receiver: NodeJS.EventEmitter })._receiver.removeAllListeners('conclude');
    await client.closed;
  });

  it('answers no page of another site', async () => {
    await using room = await open();
    const headers = { 'Content-Type': 'application/json', Origin: 'https://elsewhere.example' };
    const body = JSON.stringify({ code: room.record.code, name: 'Eve' });
    expect((await fetch(`${room.base}/${hubPaths.join}`, { method: 'POST', headers, body })).status).toBe(403);
    await expect(ClassClient.open(room.base, {}, { Origin: 'https://elsewhere.example' })).rejects.toThrow();
  });

  it('believes what a proxy says of a visitor only where there is one', async () => {
    const ask = async (base: string, headers: Record<string, string>) =>
      (
        await fetch(`${base}/${hubPaths.join}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...headers },
          body: JSON.stringify({ code: 'AAAA-AAAA', name: 'Eve' }),
        })
      ).status;
    const own = { Origin: 'https://course.example', 'X-Forwarded-Host': 'course.example' };
    await using alone = await open();
    expect(await ask(alone.base, own)).toBe(403);
    await using behind = await classRoom(new SqliteStore(':memory:'), folder, { behindProxy: true });
    expect(await ask(behind.base, own)).toBe(404);
    expect(await ask(behind.base, { ...own, Origin: 'https://elsewhere.example' })).toBe(403);
    // What a visitor writes before it is not what the proxy saw.
    for (let i = 0; i < 20; i++) await ask(behind.base, { 'X-Forwarded-For': `10.0.0.${i}, 192.0.2.1` });
    expect(await ask(behind.base, { 'X-Forwarded-For': '10.0.0.99, 192.0.2.1' })).toBe(429);
    expect(await ask(behind.base, { 'X-Forwarded-For': '192.0.2.2' })).toBe(404);
    // Nor the port that it comes from, where a proxy tells that.
    expect(await ask(behind.base, { 'X-Forwarded-For': '192.0.2.1:50001' })).toBe(429);
    for (let i = 0; i < 20; i++) await ask(behind.base, { 'X-Forwarded-For': `[2001:db8::1]:${5000 + i}` });
    expect(await ask(behind.base, { 'X-Forwarded-For': '[2001:db8::2]:6000' })).toBe(429);
    for (const named of ['course.example:443', 'course.example, inner.example'])
      expect(await ask(behind.base, { ...own, 'X-Forwarded-Host': named })).toBe(404);
  });

  it('never gives a learner’s page the trainer’s key, nor a trainer’s page a token', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const learner = await ClassClient.learner(room.base, token);
    await learner.hears(news);
    const trainer = await ClassClient.trainer(room.base, room.record.key);
    await trainer.hears(({ type }) => type === 'members');
    expect(JSON.stringify(learner.heard)).not.toContain(room.record.key);
    expect(JSON.stringify(trainer.heard)).not.toMatch(/token/i);
  });
});

describe('long polling', () => {
  const poll = async (base: string, hello: object, messages: object[], session = 'session-of-one-page') => {
    const response = await fetch(`${base}/${hubPaths.poll}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        session,
        hello: JSON.stringify(hello),
        messages: messages.map((message) => JSON.stringify(message)),
      }),
    });
    if (!response.ok) return response.status;
    return ((await response.json()) as { messages: string[] }).messages.map((text) => JSON.parse(text) as object);
  };
  it('carries what a socket does', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const hello = { type: 'hello', as: 'learner', token, seen: 0 };
    expect(await poll(room.base, hello, [])).toMatchObject([{ type: 'news', name: 'Ann' }]);
    const waiting = poll(room.base, hello, []);
    const said = [{ type: 'up', source: 'source-1', n: 0, message: place }];
    expect(await poll(room.base, hello, said)).toEqual([{ type: 'ack', source: 'source-1', n: 0 }]);
    const trainer = await ClassClient.trainer(room.base, room.record.key);
    trainer.say({ type: 'say', to: null, text: 'Hello.' });
    expect(await waiting).toMatchObject([{ type: 'news', messages: [{ text: 'Hello.' }] }]);
  });

  it('gives a learner the place of who has shown to be nobody', async () => {
    await using room = await classRoom(new SqliteStore(':memory:'), folder, { mostSockets: 4 });
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    const as = (token: string) => ({ type: 'hello', as: 'learner', token, seen: 0 });
    for (let n = 0; n < 4; n++) await poll(room.base, as(`nobody-${n}-nobody`), [], `session-of-nobody-${n}`);
    expect(await poll(room.base, as(token), [])).toMatchObject([{ type: 'news', name: 'Ann' }]);
  });

  it('gives nothing to who knows a session and not who it is of', async () => {
    await using room = await open();
    const { token } = await joinClass(room.base, room.record.code, 'Ann');
    await poll(room.base, { type: 'hello', as: 'learner', token, seen: 0 }, []);
    expect(await poll(room.base, { type: 'hello', as: 'learner', token: 'x'.repeat(32), seen: 0 }, [])).toBe(400);
  });
});

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // closed properly, there is no log
  }
}
