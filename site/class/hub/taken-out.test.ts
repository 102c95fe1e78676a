import v8 from 'node:v8';
import { expect, it } from 'vitest';
import { Hub } from './hub.ts';
import { Bucket } from './limits.ts';
import { SqliteStore } from './sqlite-store.ts';

const buckets = () => v8.queryObjects(Bucket, { format: 'count' });

it('keeps nothing of a learner who is taken out', async () => {
  const store = new SqliteStore(':memory:');
  const hub = await Hub.open(store);
  const record = await hub.openClass('Monday');
  const join = async (name: string) =>
    (await hub.join(JSON.stringify({ code: record.code, name }), '')) as { member: string; token: string };
  const open = (hello: object) => {
    const heard: string[] = [];
    const close = (): void => visitor.closed();
    const visitor = hub.accept({ address: '', backlog: 0, send: (text) => void heard.push(text), close });
    visitor.receive(JSON.stringify({ type: 'hello', ...hello }));
    return { visitor, heard };
  };
  const trainer = open({ as: 'trainer', key: record.key, id: 'trainer-1', name: 'Tess' });
  const says = (n: number, message: object) =>
    trainer.visitor.receive(JSON.stringify({ type: 'up', source: 'trainer-outbox', n, message }));
  await join('Bo'); // what the door counts by
  const before = buckets();
  const { token, member } = await join('Ann');
  open({ as: 'learner', token, seen: 0 });
  expect(buckets()).toBe(before + 2);
  says(0, { type: 'remove', member });
  await expect.poll(buckets).toBe(before);
  says(1, { type: 'export' });
  await expect.poll(() => trainer.heard.at(-1)).toContain('"results"');
  const stored = (await store.since(record.id, 0)).map(({ data }) => data.type);
  expect(stored).toEqual(['joined', 'joined', 'remove', 'export']);
  await hub.close();
});
