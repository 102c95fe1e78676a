import { expect, test, vi } from 'vitest';
import type { ProgramStart } from '../../../../sandbox-templates/guest/tab/protocol.ts';
import type { GuestMessage } from '../../protocol/messages.ts';
import type { Reason } from '../../errors/reason.ts';
import { sampleAt } from '../../testing/fake-runtime.ts';
import { TabSandbox } from './sandbox.ts';

/** One that starts no program: a test speaks in its stead. */
class FakeFrame {
  readonly showsHeap = false;
  readonly isFree = false;
  closed = false;
  readonly #lost = Promise.withResolvers<Reason>();
  readonly lost = this.#lost.promise;
  readonly started = Promise.withResolvers<MessagePort>();
  lose = (): void => this.#lost.resolve({ code: 'ended-by-browser' });
  start(_start: ProgramStart, _place: string, messages: MessagePort): number {
    // What is posted to a frame that is gone is lost, and nobody is told.
    if (!this.closed) this.started.resolve(messages);
    return 1;
  }
  prepare(): void {}
  stop(): void {}
  close(): void {
    this.closed = true;
  }
}

const { frames, compiler } = vi.hoisted(() => ({
  frames: [] as FakeFrame[],
  compiler: { there: Promise.withResolvers<() => object>() },
}));
vi.mock('./scripts.ts', () => ({ guestScript: async () => new Blob() }));
vi.mock('./frame.ts', () => ({ Frame: { open: async () => (frames.push(new FakeFrame()), frames.at(-1)) } }));
vi.mock('./compilation.ts', () => ({
  given: () => null,
  compiler: () => compiler.there.promise,
}));

async function open() {
  frames.length = 0;
  compiler.there = Promise.withResolvers();
  const sandbox = await TabSandbox.boot({ 'client.ts': '' }, new AbortController().signal);
  const messages = sandbox.run('client.ts', { probe: 'heap' }, new AbortController().signal);
  return { sandbox, messages };
}
const compiled = () => compiler.there.resolve(() => ({ text: '', imports: [] }));

test('a program whose frame goes while it is compiled runs in the next', async () => {
  const { sandbox, messages } = await open();
  const first = messages.next();
  frames[0]!.lose();
  await expect.poll(() => frames.length).toBe(2);
  compiled();
  (await frames[1]!.started.promise).postMessage({ type: 'exit', code: 0 } satisfies GuestMessage);
  expect((await first).value).toEqual({ type: 'exit', code: 0 });
  await sandbox.dispose();
});

test('a program of a sandbox that is closed while it is compiled is over', async () => {
  const { sandbox, messages } = await open();
  const first = messages.next();
  await sandbox.dispose();
  compiled();
  expect((await first).value).toEqual({ type: 'exit', code: null });
});

test('whatever a program prints, its samples arrive', async () => {
  const { sandbox, messages } = await open();
  compiled();
  const first = messages.next();
  const guest = await frames[0]!.started.promise;
  const post = (message: GuestMessage) => guest.postMessage(message);
  for (let i = 0; i < 20_000; i++) post({ type: 'log', stream: 'stdout', text: '.', dropped: 0 });
  post({ type: 'sample', sample: sampleAt(1) });
  post({ type: 'exit', code: 0 });
  const types = [(await first).value!.type];
  for await (const { type } of messages) types.push(type);
  expect(types.slice(-2)).toEqual(['sample', 'exit']);
  expect(types.length).toBeLessThan(20_000);
  await sandbox.dispose();
});
