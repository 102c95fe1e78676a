import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClassClient, joinClass, postJoin } from '../../../tests/support/class-client.ts';
import { classRoom } from '../../../tests/support/class-room.ts';
import type { ToTrainer } from '../answers.ts';
import { networkOf } from './limits.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { NewEvent } from './store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-door-'));
  await writeFile(path.join(folder, '404.html'), 'Not here.');
});
afterAll(() => rm(folder, { recursive: true }));

const place = { type: 'place', lesson: 'the-leak', hidden: false };
type ClassTold = Extract<ToTrainer, { type: 'class' }>;
const told =
  (fits: (view: ClassTold) => boolean) =>
  (message: { type: string }): message is ClassTold =>
    message.type === 'class' && fits(message as ClassTold);

/** A class of the size with a trainer, on a store whose clock can be put on. */
async function open(most: number) {
  const store = new SqliteStore(':memory:');
  let ahead = 0; // ms
  store.now = () => Date.now() + ahead;
  const room = await classRoom(store, folder);
  const trainer = await ClassClient.trainer(room.base, room.record.key);
  const says = async (message: object) => {
    const n = trainer.say(message);
    await expect.poll(() => trainer.acknowledged).toContain(n);
  };
  await says({ type: 'size', most });
  const why = async (name: string) => {
    const answer = await postJoin(room.base, room.record.code, name);
    return answer.ok ? 'in' : ((await answer.json()) as { refused: string }).refused;
  };
  return {
    ...room,
    trainer,
    says,
    why,
    store,
    wait: (ms: number) => {
      ahead += ms;
    },
    /** One whose page is there. */
    learner: async (name: string) => {
      const { token } = await joinClass(room.base, room.record.code, name);
      const page = await ClassClient.learner(room.base, token);
      page.say(place);
      await page.hears(({ type }) => type === 'ack');
      return page;
    },
  };
}

describe('who floods a class with names', () => {
  it('gets no more than its places, costs the learners who are there nothing, and the trainer is told', async () => {
    await using room = await open(20);
    const ann = await room.learner('Ann');
    const answers: string[] = [];
    for (let i = 0; i < 200; i++) answers.push(await room.why(`Flood ${i}`));
    expect(answers.filter((answer) => answer === 'in').length).toBeLessThan(25);
    expect(answers.at(-1)).toBe('too-many-joins');
    const view = await room.trainer.hears(told(({ turnedAway }) => turnedAway > 150));
    expect(view).toMatchObject({ most: 20, doorOpen: true });
    ann.say(place);
    await expect.poll(() => ann.acknowledged.length).toBe(2);
  });

  it('keeps no place from who comes later, unless it has a page for each name', async () => {
    await using room = await open(60);
    await room.learner('Ann');
    const flood: Promise<string>[] = [];
    for (let i = 0; i < 59; i++) flood.push(room.why(`Flood ${i}`));
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['in']));
    await room.says({ type: 'size', most: 59 }); // with which what an address may have is counted anew
    expect(await room.why('Too soon')).toBe('full');
    room.wait(60_000);
    await room.learner('Bo');
    await room.learner('Cy');
    const now = await ClassClient.trainer(room.base, room.record.key, 'trainer-2');
    const all = (await now.hears(({ type }) => type === 'members')) as Extract<ToTrainer, { type: 'members' }>;
    const names = all.members.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Ann', 'Bo', 'Cy']));
    expect(names).not.toContain('Flood 0');
  });

  it('is shut out by a closed door, and swept out by one word', async () => {
    await using room = await open(20);
    const ann = await room.learner('Ann');
    for (let i = 0; i < 10; i++) await room.why(`Flood ${i}`);
    await room.says({ type: 'door', open: false });
    expect(await room.why('Eve')).toBe('closed');
    await room.says({ type: 'sweep', minutes: null });
    const now = await ClassClient.trainer(room.base, room.record.key, 'trainer-2');
    expect(await now.hears(({ type }) => type === 'members')).toMatchObject({ members: [{ name: 'Ann' }] });
    await room.says({ type: 'sweep', minutes: 5 });
    expect(await ann.hears(({ type }) => type === 'gone')).toEqual({ type: 'gone', why: 'removed' });
    await room.says({ type: 'door', open: true });
    expect(await room.why('Bo')).toBe('in');
  });
});

it('tells a page that its name was swept out before it said a word', async () => {
  await using room = await open(20);
  const { token } = await joinClass(room.base, room.record.code, 'Ann');
  const page = await ClassClient.learner(room.base, token);
  await page.hears(({ type }) => type === 'news');
  await room.says({ type: 'sweep', minutes: null });
  expect(await page.hears(({ type }) => type === 'gone')).toEqual({ type: 'gone', why: 'removed' });
});

it('tells a page that opens after its name was swept out that it was, and lets its reader join again', async () => {
  await using room = await open(20);
  const { token } = await joinClass(room.base, room.record.code, 'Ann');
  await room.says({ type: 'sweep', minutes: null });
  const page = await ClassClient.learner(room.base, token);
  expect(await page.hears(({ type }) => type === 'gone')).toEqual({ type: 'gone', why: 'removed' });
  await page.closed;
  expect(await room.why('Ann')).toBe('in');
  await room.says({ type: 'end' });
  const after = await ClassClient.learner(room.base, token);
  expect(await after.hears(({ type }) => type === 'gone')).toEqual({ type: 'gone', why: 'unknown' });
});

it('takes an IPv6 network for one address', () => {
  expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8:0:0:ffff::2'));
  expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8::1'));
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1']) expect(networkOf(address)).toBe(address);
});

it('tells a learner that the class has ended, and acknowledges nothing that came after', async () => {
  await using room = await open(20);
  const ann = await room.learner('Ann');
  const { append } = room.store;
  // As where another hub has ended it: the class is no longer there when the word comes.
  room.store.append = async (id: string, events: readonly NewEvent[]) => {
    await room.store.delete(id);
    return append.call(room.store, id, events);
  };
  ann.say({ type: 'help', wanted: true, code: null });
  const late = postJoin(room.base, room.record.code, 'Bo');
  expect(await ann.hears(({ type }) => type === 'gone')).toEqual({ type: 'gone', why: 'ended' });
  await ann.closed;
  expect(ann.acknowledged).toEqual([0]);
  expect((await late).status).toBe(404);
});
