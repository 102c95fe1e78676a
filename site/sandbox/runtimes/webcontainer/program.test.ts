import type { WebContainer } from '@webcontainer/api';
import { expect, test } from 'vitest';
import type { GuestMessage } from '../../protocol/messages.ts';
import type { Container } from './container.ts';
import { Program } from './program.ts';

/** One whose `spawn` ends when a test says so. */
function fakeContainer() {
  const spawned = Promise.withResolvers<{ exit: Promise<number>; output: ReadableStream<string>; kill(): void }>();
  const seen = { spawns: 0, kills: 0 };
  const api = { workdir: '/home', spawn: () => (seen.spawns++, spawned.promise) } as unknown as WebContainer;
  const container = {
    api,
    relay: { port: Promise.resolve(1), listen: () => undefined, leave: () => undefined },
    finding: { http2Fault: null, heapFollows: true },
    onLost: () => () => undefined,
  } as unknown as Container;
  const start = (): void => {
    const exit = Promise.withResolvers<number>();
    const kill = (): void => {
      seen.kills++;
      exit.resolve(143);
    };
    spawned.resolve({ exit: exit.promise, output: new ReadableStream(), kill });
  };
  return { container, seen, start };
}

async function messagesOf(program: Program): Promise<GuestMessage[]> {
  const messages: GuestMessage[] = [];
  for await (const message of program.messages) messages.push(message);
  return messages;
}

test('a program is stopped while its process is on its way, and the process ended when it comes', async () => {
  const { container, seen, start } = fakeContainer();
  const stop = new AbortController();
  const program = new Program(container, 'sandbox-1', 'client.ts');
  const started = program.start({ probe: 'heap' }, stop.signal);
  await expect.poll(() => seen.spawns).toBe(1);
  stop.abort();
  expect(await messagesOf(program)).toEqual([{ type: 'exit', code: null }]);
  start();
  await started;
  expect(seen.kills).toBe(1);
});

test('nothing is started for a program that was stopped before', async () => {
  const { container, seen } = fakeContainer();
  const program = new Program(container, 'sandbox-1', 'client.ts');
  await program.start({ probe: 'heap' }, AbortSignal.abort());
  expect(await messagesOf(program)).toEqual([{ type: 'exit', code: null }]);
  expect(seen.spawns).toBe(0);
});
