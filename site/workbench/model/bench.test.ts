import { describe, expect, it, vi } from 'vitest';
import type { Reason } from '../../sandbox/errors/reason.ts';
import { FakeRuntime, sampleAt, servedAt } from '../../sandbox/testing/fake-runtime.ts';
import type { Entry } from '../../sandbox/runtimes/index.ts';
import { Bench } from './bench.ts';
import { exercise, FakeStorage } from './testing.ts';

const entryOf = (runtime: FakeRuntime): Entry => ({ id: runtime.id, load: async () => runtime });

function start(reason: Reason | null = null) {
  const runtime = Object.assign(new FakeRuntime(), { reason });
  const frames: (() => void)[] = [];
  const bench = new Bench({
    exercise,
    storage: new FakeStorage().tab(),
    wantedRuntime: null,
    runtimes: [entryOf(runtime)],
    nextFrame: (draw) => void frames.push(draw),
  });
  return { bench, runtime, frames, draw: () => frames.splice(0).forEach((frame) => frame()) };
}

async function running() {
  const all = start();
  await all.bench.open();
  const done = all.bench.run();
  return {
    ...all,
    done,
    server: await all.runtime.started('server.ts'),
    client: await all.runtime.started('client.ts'),
  };
}

describe('Bench', () => {
  it('boots when opened, and is ready', async () => {
    const { bench, runtime } = start();
    await bench.open();
    expect(bench.state.value).toBe('idle');
    expect(bench.place.runtime.value).toBe('local');
    expect(runtime.boots).toBe(1);
  });

  it('says what is missing where nothing can run, leaves the code to be edited, and tries again on Run', async () => {
    const { bench } = start({ code: 'runtime-missing' });
    await bench.open();
    expect(bench.state.value).toBe('failed');
    expect(bench.reason.value?.code).toBe('runtime-missing');
    bench.work.edit('client.ts', 'mine');
    expect(bench.work.files.value['client.ts']).toBe('mine');
    await bench.run();
    expect(bench.state.value).toBe('failed');
  });

  it('asks for a snapshot once the client can be asked, and once', async () => {
    const { bench, client, done } = await running();
    await vi.waitFor(() => expect(bench.state.value).toBe('running'));
    bench.inside.takeSnapshot();
    expect(bench.inside.snapshotState.value).toBe('taking');
    expect(client.commands).toEqual([]);
    client.emit({ type: 'started', node: 'v24.0.0', http2: 'builtin', heapLimit: null, buffersLimit: null });
    await vi.waitFor(() => expect(client.commands).toEqual([{ type: 'snapshot' }]));
    bench.inside.takeSnapshot();
    expect(client.commands).toHaveLength(1);
    await bench.stop();
    await done;
  });

  it('asks for the browser’s own figure once the client can be asked, too, where its reader came to "Why?" before', async () => {
    const { bench, client, done } = await running();
    await vi.waitFor(() => expect(bench.state.value).toBe('running'));
    bench.inside.readReasons(true);
    client.commands.length = 0;
    client.emit({ type: 'started', node: 'v24.0.0', http2: 'own', heapLimit: null, buffersLimit: null });
    await vi.waitFor(() => expect(client.commands).toEqual([{ type: 'measure' }]));
    await bench.stop();
    await done;
  });

  it('draws once a frame however much comes; the samples a frame after what was printed, and no later', async () => {
    const { bench, client, frames, draw, done } = await running();
    draw();
    const drawn = bench.logsDrawn.value;
    const samples = bench.samplesDrawn.value;
    for (let i = 0; i < 50; i++) client.emit({ type: 'log', stream: 'stdout', text: `${i}\n`, dropped: 0 });
    client.emit({ type: 'sample', sample: sampleAt(100, { calls: 1 }) });
    await vi.waitFor(() => expect(bench.runs.latest.value?.run.samples).toHaveLength(1));
    expect(frames).toHaveLength(1);
    draw();
    expect([bench.logsDrawn.value, bench.samplesDrawn.value]).toEqual([drawn + 1, samples]);
    expect(frames).toHaveLength(1);
    client.emit({ type: 'log', stream: 'stdout', text: 'more\n', dropped: 0 });
    await vi.waitFor(() => expect(bench.logs.client.text).toContain('more'));
    draw();
    expect([bench.logsDrawn.value, bench.samplesDrawn.value]).toEqual([drawn + 2, samples + 1]);
    expect(frames).toHaveLength(0);
    expect(bench.firstSum.value).not.toBeNull();
    await bench.stop();
    await done;
  });

  it('marks the place of an error until that file is edited', async () => {
    const { bench, client, done } = await running();
    client.exit(1, { code: 'syntax-error', file: 'client.ts', line: 3, column: 5, message: 'Unexpected token' });
    await done;
    expect(bench.diagnostic.value).toEqual({ path: 'client.ts', line: 3, column: 5, message: 'Unexpected token' });
    bench.work.edit('client.ts', 'mended');
    expect(bench.diagnostic.value).toBeNull();
  });

  it('names runs by their files, and keeps them to lay over each other', async () => {
    const { bench, runtime, client, done } = await running();
    const call = sampleAt(100, { calls: 1 });
    client.emit({ type: 'sample', sample: call });
    client.exit(0);
    await done;
    bench.work.applySolution();
    const second = bench.run();
    const solution = await runtime.started('client.ts');
    solution.emit({ type: 'sample', sample: call });
    solution.exit(0);
    await second;
    expect(bench.runs.all.value.map(({ id, files }) => [id, files])).toEqual([
      [1, 'as-given'],
      [2, 'solution'],
    ]);
    expect(runtime.files['client.ts']).toBe('solution');
  });

  it('keeps no run that ended before its first call, but still says where it failed', async () => {
    const { bench, client, done } = await running();
    client.exit(1, { code: 'syntax-error', file: 'client.ts', line: 1, column: 1 });
    await done;
    expect(bench.runs.all.value).toEqual([]);
    expect(bench.diagnostic.value).toMatchObject({ path: 'client.ts' });
  });

  it('checks by a run, keeps the result, and stops the run', async () => {
    const { bench, runtime } = start();
    const checked = bench.check();
    expect(bench.checking.value).toBe(true);
    const [server, client] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
    server.emit({ type: 'served', served: servedAt(50, { calls: 100 }) });
    client.emit({ type: 'sample', sample: sampleAt(100, { calls: 100 }) });
    await checked;
    expect(bench.work.solved.value).toBe(true);
    expect(bench.criteria.value).toMatchObject([{ result: 'passed', figures: { calls: 100 } }]);
    expect(bench.state.value).toBe('idle');
  });

  it('checks by another run than one that is being stopped', async () => {
    const { bench, runtime, done } = await running();
    let checked: Promise<void> | undefined;
    bench.state.subscribe((state) => {
      if (state === 'stopping') checked ??= bench.check();
    });
    await bench.stop();
    const server = await runtime.started('server.ts');
    const client = await runtime.started('client.ts');
    server.emit({ type: 'served', served: servedAt(50, { calls: 100 }) });
    client.emit({ type: 'sample', sample: sampleAt(100) });
    await Promise.all([done, checked]);
    expect(bench.checkState.value).toBe('solved');
  });

  it('keeps no result of a check that Run or Stop ended', async () => {
    const { bench, runtime } = start();
    const checked = bench.check();
    await runtime.started('client.ts');
    const run = bench.run();
    await checked;
    await runtime.started('client.ts');
    expect(bench.work.checked.value).toBeNull();
    expect(bench.checking.value).toBe(false);
    expect(bench.state.value).toBe('running');
    await bench.stop();
    await run;
  });

  it('has one run at a time however often Run is pressed, and Stop ends it', async () => {
    const { bench, runtime } = start();
    await bench.open();
    const first = bench.run();
    await runtime.started('client.ts');
    const presses = Array.from({ length: 30 }, () => bench.run());
    await runtime.started('client.ts');
    await first;
    expect(runtime.programs).toEqual(['server.ts', 'client.ts']);
    expect(bench.state.value).toBe('running');
    await bench.stop();
    await Promise.all(presses);
    expect(runtime.programs).toEqual([]);
    expect(bench.state.value).toBe('idle');
  });

  it('begins nothing that was to run before Stop was pressed, be it while a place is chosen or while a check ends', async () => {
    const { bench, runtime } = start();
    const run = bench.run();
    await bench.stop();
    await run;
    expect([bench.runs.latest.value, runtime.programs]).toEqual([null, []]);

    const checked = bench.check();
    await runtime.started('client.ts');
    const { promise, resolve: end } = Promise.withResolvers<void>();
    runtime.gone = promise;
    const again = bench.run();
    const stopped = bench.stop();
    end();
    await Promise.all([checked, again, stopped]);
    expect([bench.state.value, runtime.programs]).toEqual(['idle', []]);
  });

  it('shows nothing of a run that ends as the next one’s', async () => {
    const { bench, runtime, done } = await running();
    runtime.lastWords.push(
      { type: 'log', stream: 'stdout', text: 'last words\n', dropped: 0 },
      { type: 'sample', sample: sampleAt(100, { calls: 1 }) },
    );
    const next = bench.run();
    const client = await runtime.started('client.ts');
    client.emit({ type: 'log', stream: 'stdout', text: 'first words\n', dropped: 0 });
    await vi.waitFor(() => expect(bench.logs.client.text).toBe('first words'));
    expect(bench.firstSum.value).toBeNull();
    await bench.stop();
    await Promise.all([done, next]);
  });

  it('keeps as what ran what ran, and as a link’s what came by one, whatever is done while it boots', async () => {
    const { bench, runtime } = start();
    const { promise, resolve } = Promise.withResolvers<void>();
    runtime.ready = promise;
    const opened = bench.open();
    bench.work.edit('client.ts', 'run');
    const run = bench.run();
    await vi.waitFor(() => expect(runtime.boots).toBe(1));
    bench.work.edit('client.ts', 'typed on');
    resolve();
    await runtime.started('client.ts');
    expect(bench.work.history.versions.value.map(({ because, edits }) => [because, edits['client.ts']])).toEqual([
      ['ran', 'run'],
    ]);
    await Promise.all([bench.stop(), opened, run]);

    const { promise: up, resolve: comeUp } = Promise.withResolvers<void>();
    runtime.ready = up;
    await bench.suspend();
    bench.work.takeLink({ 'client.ts': 'theirs' });
    const theirs = bench.run();
    await vi.waitFor(() => expect(runtime.boots).toBe(2));
    bench.work.reset();
    comeUp();
    await theirs;
    expect([bench.asking.value, runtime.programs]).toEqual(['run', []]);
  });

  it('stays solved where a later check was cut short by a lost link', async () => {
    const { bench, runtime } = start();
    const solved = bench.check();
    (await runtime.started('server.ts')).emit({ type: 'served', served: servedAt(50, { calls: 100 }) });
    (await runtime.started('client.ts')).emit({ type: 'sample', sample: sampleAt(100, { calls: 100 }) });
    await solved;
    const checked = bench.check();
    (await runtime.started('client.ts')).exit(null, { code: 'connection-lost' });
    await checked;
    expect([bench.checkState.value, bench.reason.value?.code]).toEqual(['solved', 'connection-lost']);
  });

  it('boots anew after the link was lost', async () => {
    const { bench, runtime, client, done } = await running();
    client.exit(null, { code: 'connection-lost' });
    await done;
    expect(bench.state.value).toBe('failed');
    const again = bench.run();
    await runtime.started('client.ts');
    expect(runtime.boots).toBe(2);
    await bench.stop();
    await again;
  });

  it('gives everything back when suspended, and wakes up again', async () => {
    const { bench, runtime, done } = await running();
    await bench.suspend();
    await done;
    expect(bench.state.value).toBe('closed');
    expect(runtime.disposals).toBe(1);
    await bench.open();
    expect(bench.state.value).toBe('idle');
  });

  it('wakes up again also where what ran, for a check, has not ended yet', async () => {
    const { bench, runtime } = start();
    await bench.open();
    const { promise, resolve: end } = Promise.withResolvers<void>();
    runtime.gone = promise;
    const checked = bench.check();
    await runtime.started('client.ts');
    const suspended = bench.suspend();
    await new Promise((resolve) => setTimeout(resolve));
    const opened = bench.open();
    end();
    await Promise.all([checked, suspended, opened]);
    expect([bench.state.value, runtime.boots, runtime.disposals]).toEqual(['idle', 2, 1]);
  });
});

describe('Bench and its place', () => {
  function place(wantedRuntime: string | null = null, storage = new FakeStorage()) {
    const [container, tab] = [new FakeRuntime('webcontainer'), new FakeRuntime('tab')];
    const open = () =>
      new Bench({
        exercise,
        storage: storage.tab(),
        wantedRuntime,
        runtimes: [entryOf(container), entryOf(tab)],
        nextFrame: () => undefined,
      });
    return { container, tab, open, bench: open() };
  }
  const reason = { code: 'boot-timeout', seconds: 30 } as const;

  it('moves to what the learner picks: stops first, keeps the files, and remembers it for other sandboxes', async () => {
    const { bench, container, tab, open } = place();
    await bench.open();
    bench.work.edit('client.ts', 'mine');
    const done = bench.run();
    await container.started('client.ts');
    await bench.moveTo('tab');
    await done;
    expect(container.disposals).toBe(1);
    expect([bench.place.runtime.value, bench.state.value, tab.files['client.ts']]).toEqual(['tab', 'idle', 'mine']);
    expect(bench.runs.latest.value?.run.ended).toEqual({ reason: null });
    const other = open();
    await other.open();
    expect(other.place.runtime.value).toBe('tab');
  });

  it('takes what the address names before what is remembered, and nothing else', async () => {
    const storage = new FakeStorage();
    await place(null, storage).bench.moveTo('tab');
    const { bench, container } = place('webcontainer', storage);
    container.reason = reason;
    await bench.open();
    expect([bench.place.runtime.value, bench.state.value, bench.reason.value]).toEqual([null, 'failed', reason]);
  });

  it('says whose place the tab took, and why, and tries again', async () => {
    const { bench, container, tab } = place();
    container.unavailable = async () => null;
    container.reason = reason;
    await bench.open();
    expect([bench.place.runtime.value, bench.state.value, tab.boots]).toEqual(['tab', 'idle', 1]);
    expect(bench.place.fellBackFrom.value).toEqual({ id: 'webcontainer', reason });
    container.reason = null;
    await bench.tryAgain();
    expect([bench.place.runtime.value, bench.place.fellBackFrom.value, tab.disposals]).toEqual([
      'webcontainer',
      null,
      1,
    ]);
  });

  it('leaves a boot that hangs for the tab, with a check under way too', async () => {
    const { bench, container } = place();
    container.hangsAt = 'loading';
    const opened = bench.open();
    const checked = bench.check();
    await vi.waitFor(() => expect(bench.place.step.value).toBe('loading'));
    await bench.moveTo('tab');
    await Promise.all([opened, checked]);
    expect([bench.place.runtime.value, bench.state.value, bench.place.step.value]).toEqual(['tab', 'idle', null]);
    expect(bench.place.fellBackFrom.value).toBeNull();
  });

  it('says what each runtime is kept from by, and what the booted one found out', async () => {
    const { bench, container } = place();
    container.reason = { code: 'not-isolated' };
    expect(await bench.place.options()).toEqual([
      { id: 'webcontainer', reason: { code: 'not-isolated' } },
      { id: 'tab', reason: null },
    ]);
    container.reason = null;
    container.facts = [{ id: 'node', value: 'v22.22.0' }];
    await bench.open();
    expect(bench.place.facts.value).toEqual(container.facts);
    await bench.moveTo('tab');
    expect(bench.place.facts.value).toEqual([]);
  });

  it('boots nothing once it was closed while it moved', async () => {
    const { bench, tab } = place();
    await bench.open();
    const moved = bench.moveTo('tab');
    await bench.close();
    await moved;
    expect(tab.boots - tab.disposals).toBe(0);
  });
});
