import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { compile, openLanguageServer } from './compiler.ts';
import type { ToCompiler } from './compiler-worker.ts';

vi.mock('./files.ts', () => ({
  loadManifest: async () => ({ programs: [] }),
  loadForCompiler: async () => ({}),
  loadReferences: async () => [],
  loadDocumentation: async () => '',
}));

vi.mock('../../files/chinese-comments.ts', () => ({
  chineseOfAll: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
}));

/** One that answers when a test says so, and else nothing, as where the browser has ended it. */
class FakeWorker {
  static all: FakeWorker[] = [];
  onmessage = (_event: { data: unknown }): void => undefined;
  terminated = false;
  asked: number[] = [];
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(message: ToCompiler): void {
    if (message.type === 'compile') this.asked.push(message.id);
  }
  answer(): void {
    const compiled = JSON.stringify({ assembly: '', lines: [], references: [], faults: [] });
    this.onmessage({ data: { id: this.asked.pop(), compiled } });
  }
  terminate(): void {
    this.terminated = true;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a compiler that gives no answer is given up, with its language servers, and the next who asks has another', async () => {
  const server = await openLanguageServer();
  const failed = expect(server.failed).rejects.toMatchObject({ reason: { code: 'boot-failed' } });
  const [first] = FakeWorker.all;
  const unanswered = expect(compile({ 'Program.cs': 'one' })).rejects.toMatchObject({
    reason: { code: 'boot-failed', message: 'The C# compiler gave no answer.' },
  });
  await vi.waitFor(() => expect(first!.asked).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(90_000);
  await unanswered;
  await failed;
  expect(first!.terminated).toBe(true);

  const again = compile({ 'Program.cs': 'one' });
  await vi.waitFor(() => expect(FakeWorker.all[1]?.asked).toHaveLength(1));
  // What the first had to say comes too late to take the second with it.
  first!.onmessage({ data: { id: null, failed: 'aborted' } });
  FakeWorker.all[1]!.answer();
  expect((await again).isGiven).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
  const other = compile({ 'Program.cs': 'two' });
  await vi.waitFor(() => expect(FakeWorker.all[1]!.asked).toHaveLength(1));
  FakeWorker.all[1]!.answer();
  await other;
  expect(FakeWorker.all).toHaveLength(2);
});

test('what is written in Chinese is compiled where the comments of the given programs cannot be fetched', async () => {
  const compiled = compile({ 'Program.cs': '// 一' });
  await vi.waitFor(() => expect(FakeWorker.all.at(-1)?.asked).toHaveLength(1));
  FakeWorker.all.at(-1)!.answer();
  expect((await compiled).isGiven).toBe(false);
});
