import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DumpModel } from './model.ts';
import type { Answer, Request } from './protocol.ts';

/** What the worker keeps, by key; and files whose reading waits. */
const kept = new Map<number, string>();
const waits = new Map<string, Promise<void>>();
let workers: Reader[] = [];

/** Stands for the worker: reads every file that is not called `bad`. */
class Reader extends EventTarget {
  static opened = 0;

  constructor() {
    super();
    workers.push(this);
  }

  terminate(): void {
    kept.clear();
  }

  postMessage(request: Request): void {
    queueMicrotask(() => void this.#answer(request));
  }

  async #answer(request: Request): Promise<void> {
    const { id, type } = request;
    const say = (answer: Answer) => this.dispatchEvent(new MessageEvent('message', { data: answer }));
    if (type === 'open') {
      const { name, size } = request.file as File;
      for (let bytes = 1; bytes <= size; bytes++) say({ id, type: 'progress', bytes });
      await waits.get(name);
      if (name.startsWith('bad')) return void say({ id, type: 'fault', fault: 'truncated', detail: '' });
      kept.set(++Reader.opened, name);
      const format = name.endsWith('.gcdump') ? 'gcdump' : 'heapsnapshot';
      return void say({ id, type: 'done', value: { key: Reader.opened, format, objects: 1, bytes: 1 } });
    }
    if (type === 'close') kept.delete(request.key);
    if (type === 'findings' && kept.get(request.later)!.startsWith('vast'))
      return void say({ id, type: 'fault', fault: 'too-large', detail: '' });
    const row = { name: 'A', module: null, type: 0, count: 1, bytes: 1, before: null, changed: null };
    say({ id, type: 'done', value: type === 'rows' ? [row] : type === 'retained' ? new Float64Array(1) : [] });
  }
}

const file = (name: string, lastModified = 0) => new File(['.'], name, { lastModified });
const open = (model: DumpModel) => model.dumps.value.map((dump) => dump.file);
const faults = (model: DumpModel) => model.said.value;

beforeEach(() => {
  kept.clear();
  waits.clear();
  workers = [];
  vi.stubGlobal('Worker', Reader);
});
// The files that follow share what this one leaves.
afterEach(() => void vi.unstubAllGlobals());

test('of two files, the one that is no dump is told of when the other has been read', async () => {
  const model = new DumpModel();
  await model.open([file('bad.gcdump', 1), file('b.gcdump', 2)]);
  expect(open(model)).toEqual(['b.gcdump']);
  expect(faults(model)).toEqual({ kind: 'fault', file: 'bad.gcdump', fault: 'truncated' });
});

test('of files of one moment, the one with the higher number in its name is the later', async () => {
  const model = new DumpModel();
  await model.open([file('dump10.gcdump'), file('dump9.gcdump')]);
  expect(open(model)).toEqual(['dump9.gcdump', 'dump10.gcdump']);
});

test('a file that is given while another is read is opened after it', async () => {
  const model = new DumpModel();
  const first = Promise.withResolvers<void>();
  waits.set('a.gcdump', first.promise);
  const both = [model.open([file('a.gcdump')]), model.open([file('b.gcdump')])];
  first.resolve();
  await Promise.all(both);
  expect(open(model)).toEqual(['a.gcdump', 'b.gcdump']);
  expect(model.said.value).toBeNull();
});

test('a dump may be closed while another is read', async () => {
  const model = new DumpModel();
  await model.open([file('a.gcdump')]);
  const second = Promise.withResolvers<void>();
  waits.set('b.gcdump', second.promise);
  const opening = model.open([file('b.gcdump')]);
  await model.close(model.dumps.value[0]!.key);
  expect(model.rows.value).toEqual([]);
  second.resolve();
  await opening;
  expect(open(model)).toEqual(['b.gcdump']);
  expect(model.said.value).toBeNull();
  expect(model.rows.value).toHaveLength(1);
});

test('what is known of dumps goes in the moment in which they do', async () => {
  const model = new DumpModel();
  await model.open([file('a.gcdump')]);
  const closing = model.close(model.dumps.value[0]!.key);
  expect([model.later, model.rows.value, model.retained.value]).toEqual([undefined, [], null]);
  await closing;
});

test('the worker keeps no dump that is not shown', async () => {
  const model = new DumpModel();
  await model.open([file('a.gcdump', 1), file('b.gcdump', 2)]);
  await model.open([file('c.gcdump', 3)]);
  expect([...kept.values()]).toEqual(['b.gcdump', 'c.gcdump']);
  await model.open([file('d.heapsnapshot', 4)]);
  expect([...kept.values()]).toEqual(['d.heapsnapshot']);
  expect(model.said.value).toEqual({ kind: 'other-formats' });
});

test('tells how far the reading is in tenths: all of it is read aloud', async () => {
  const model = new DumpModel();
  const shares: number[] = [];
  const stop = model.said.subscribe((said) => said?.kind === 'reading' && shares.push(said.share));
  await model.open([new File(['.'.repeat(999)], 'long.gcdump')]);
  stop();
  expect([...new Set(shares)]).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
});

test('a dump that there is no room to look into is told of', async () => {
  const model = new DumpModel();
  await model.open([file('vast.gcdump')]);
  expect(faults(model)).toEqual({ kind: 'fault', file: 'vast.gcdump', fault: 'too-large' });
});

test('with a worker that broke down, the dumps that it had go, and others can be opened', async () => {
  const model = new DumpModel();
  await model.open([file('a.gcdump')]);
  waits.set('b.gcdump', new Promise(() => undefined));
  const opening = model.open([file('b.gcdump')]);
  await vi.waitFor(() => expect(model.said.value).toMatchObject({ kind: 'reading', file: 'b.gcdump' }));
  workers[0]!.dispatchEvent(new Event('error'));
  await opening;
  expect(open(model)).toEqual([]);
  expect(faults(model)).toEqual({ kind: 'fault', file: 'b.gcdump', fault: 'too-large' });
  await model.open([file('c.gcdump')]);
  expect(open(model)).toEqual(['c.gcdump']);
});

test('a view that was closed while its files were fetched starts no other worker', async () => {
  const model = new DumpModel();
  model.end();
  void model.openOnly([file('a.gcdump')]);
  await Promise.resolve();
  expect(workers).toEqual([]);
});
