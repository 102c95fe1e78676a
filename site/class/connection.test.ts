import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { classRoom } from '../../tests/support/class-room.ts';
import type { ClassView, News, ToLearner } from './answers.ts';
import { Connection } from './connection.ts';
import { Hub } from './hub/hub.ts';
import { Polling } from './hub/polling.ts';
import { SqliteStore } from './hub/sqlite-store.ts';
import { openPolling, openSocket } from './transport.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-connection-'));
await writeFile(path.join(folder, '404.html'), 'Not here.');
afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  });
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
});

/** A trainer's page without the page; `views` has what it was told of the class. */
function trainer(base: string, key: string) {
  const views: ClassView[] = [];
  const connection = new Connection({
    base: `${base}/`,
    hello: () => ({ type: 'hello', as: 'trainer', key, id: 'trainer-1', name: 'Tess' }),
    onOpening: () => undefined,
    onMessage: (message) => message.type === 'class' && views.push(message as ClassView),
    outbox: 'outbox',
  });
  return { connection, said: () => views.at(-1)?.messages.map(({ text }) => text) };
}

describe('a page’s line to the hub', () => {
  it('goes on after something that the hub refuses', async () => {
    await using room = await classRoom(new SqliteStore(':memory:'), folder);
    const { connection, said } = trainer(room.base, room.record.key);
    connection.say({ type: 'say', to: null, text: 'x'.repeat(501) });
    connection.say({ type: 'say', to: null, text: 'And on.' });
    await expect.poll(said, { timeout: 5000 }).toEqual(['And on.']);
    connection.close();
  });

  it('keeps nothing of what is said after its end', async () => {
    await using room = await classRoom(new SqliteStore(':memory:'), folder);
    const { connection } = trainer(room.base, room.record.key);
    connection.close();
    connection.say({ type: 'end' });
    expect(sessionStorage.getItem('outbox')).toBe('[]');
  });

  it('polls with nothing new before what it said is acknowledged: each poll may come to another hub', async () => {
    const came: string[] = [];
    const waiting: ServerResponse[] = [];
    let n = 0;
    const answer = (response: ServerResponse, ...given: object[]) => {
      const messages = given.map((message) => JSON.stringify(message));
      response.end(JSON.stringify({ link: 'link-1', n: n++, messages, closed: false }));
    };
    const hub = createServer(async (request, response) => {
      if (request.method !== 'POST') return response.destroy(); // no WebSocket here
      const asked = JSON.parse(await text(request)) as { messages: string[] };
      const ups = asked.messages.map(
        (up) => JSON.parse(up) as { source: string; n: number; message: { text: string } },
      );
      came.push(...ups.map(({ message }) => message.text));
      if (ups.length) return answer(response); // stored later
      if (!came.length && !waiting.length) answer(response, { type: 'class', messages: [] });
      else waiting.push(response);
    }).listen(0, '127.0.0.1');
    await once(hub, 'listening');
    const { connection } = trainer(`http://127.0.0.1:${(hub.address() as AddressInfo).port}`, 'key');
    await expect.poll(() => connection.connected.value, { timeout: 10_000 }).toBe(true);
    connection.say({ type: 'say', to: null, text: 'first' });
    const [first] = JSON.parse(sessionStorage.getItem('outbox')!) as [{ source: string; n: number }];
    await expect.poll(() => came.length * waiting.length).toBeGreaterThan(0);
    connection.say({ type: 'say', to: null, text: 'second' });
    connection.say({ type: 'say', to: null, text: 'third' });
    // News of something else gives the page its turn.
    answer(waiting.shift()!, { type: 'class', messages: [] });
    await expect.poll(() => waiting.length).toBe(1);
    expect(came).toEqual(['first']);
    answer(waiting.shift()!, { type: 'ack', source: first.source, n: first.n });
    await expect.poll(() => came).toEqual(['first', 'second', 'third']);
    connection.close();
    hub.closeAllConnections();
    hub.close();
  });

  it('hears what was said in its order where requests are answered in another', async () => {
    const store = new SqliteStore(':memory:');
    const hub = await Hub.open(store);
    const { key, code } = await hub.openClass('Monday');
    const { token } = (await hub.join(JSON.stringify({ code, name: 'Ann' }), '')) as { token: string };
    const polling = new Polling(hub, 10);
    const [saidFirst, heardFirst] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let requests = 0;
    vi.stubGlobal('fetch', async (_url: URL, { body, signal }: { body: string; signal: AbortSignal }) => {
      const request = requests++;
      const polled = await polling.answer(body, '', signal);
      signal.throwIfAborted();
      if (request === 2) {
        saidFirst.resolve();
        await heardFirst.promise;
      } else if (polled!.messages.some((text) => text.includes('"timer":1'))) setImmediate(heardFirst.resolve);
      return Response.json(polled);
    });
    const trainer = hub.accept({ address: '', backlog: 0, send: () => undefined, close: () => undefined });
    trainer.receive(JSON.stringify({ type: 'hello', as: 'trainer', key, id: 'trainer-1', name: 'Tess' }));
    let n = 0;
    const says = (message: object) =>
      trainer.receive(JSON.stringify({ type: 'up', source: 'trainer-outbox', n: n++, message }));
    const heard: News[] = [];
    const hello = () => ({ type: 'hello', as: 'learner', token, seen: 0 });
    const onMessage = (text: string) => {
      const message = JSON.parse(text) as ToLearner;
      if (message.type === 'news') heard.push(message);
    };
    const page = openPolling('http://hub.example/', hello, { onMessage, onClosed: () => undefined });
    await expect.poll(() => requests).toBe(2); // it listens
    const place = { type: 'place', lesson: null, hidden: false };
    page.send(JSON.stringify({ type: 'up', source: 'learner-outbox', n: 0, message: place }));
    says({ type: 'say', to: null, text: 'Hello.' });
    await saidFirst.promise;
    says({ type: 'timer', seconds: 60 });
    await expect
      .poll(() => heard.map(({ messages, timer }) => [messages.length, timer !== null]))
      .toEqual([
        [0, false],
        [1, false],
        [0, true],
      ]);
    page.close();
    await hub.close();
  });

  it('is made anew where nothing is acknowledged any more, however much is said, and though no end of it comes', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    class DeadSocket {
      static readonly OPEN = 1;
      static readonly all: DeadSocket[] = [];
      readonly readyState = DeadSocket.OPEN;
      readonly sent: string[] = [];
      onopen: () => void = () => undefined;
      onmessage: (event: { data: string }) => void = () => undefined;
      constructor() {
        DeadSocket.all.push(this);
      }
      send(text: string) {
        this.sent.push(text);
      }
      close() {}
    }
    vi.stubGlobal('WebSocket', DeadSocket);
    const { connection } = trainer('http://hub.example', 'key');
    try {
      const [first] = DeadSocket.all;
      first!.onopen();
      first!.onmessage({ data: '{"type":"class"}' });
      const report = (seconds: number) => {
        connection.say({ type: 'timer', seconds }, 'timer');
        vi.advanceTimersByTime(2000);
      };
      for (const n of [0, 1, 2]) report(n);
      const [, said] = first!.sent;
      const { source, n } = JSON.parse(said!) as { source: string; n: number };
      first!.onmessage({ data: JSON.stringify({ type: 'ack', source, n }) });
      for (const n of [3, 4, 5, 6, 7, 8, 9]) report(n);
      expect(DeadSocket.all).toHaveLength(1);
      report(10);
      expect(connection.connected.value).toBe(false);
      report(11);
      expect(DeadSocket.all).toHaveLength(2);
      DeadSocket.all[1]!.onopen();
      DeadSocket.all[1]!.onmessage({ data: '{"type":"class"}' });
      expect(DeadSocket.all[1]!.sent.at(-1)).toContain('"seconds":11');
    } finally {
      connection.close();
      vi.useRealTimers();
      vi.unstubAllGlobals();
    }
  });

  it('gives up a socket that a proxy opens and lets nothing through', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    const sockets = new WebSocketServer({ server: silent });
    await once(silent, 'listening');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const opened = once(sockets, 'connection');
      const base = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
      const closed = new Promise<void>((resolve) =>
        openSocket(base, () => ({ type: 'hello' }), { onMessage: () => undefined, onClosed: resolve }),
      );
      const [socket] = await opened;
      await once(socket, 'message');
      vi.advanceTimersByTime(10_000);
      await closed;
    } finally {
      vi.useRealTimers();
      sockets.close();
      silent.close();
    }
  });
});
