import { expect, test, vi } from 'vitest';
import { Session } from './session.ts';
import { FakeRuntime, sampleAt, servedAt } from '../testing/fake-runtime.ts';

test('of runs asked for while another ends the last one runs, and none after a stop', async () => {
  const runtime = new FakeRuntime();
  const session = new Session(runtime);
  const run = (text: string) => session.run({ 'client.ts': text });
  const first = run('one');
  await runtime.started('client.ts');
  const asked = [run('two'), run('three')];
  await runtime.started('client.ts');
  expect([runtime.files['client.ts'], session.state, runtime.programs]).toEqual([
    'three',
    'running',
    ['server.ts', 'client.ts'],
  ]);
  await Promise.all([run('four'), session.stop(), first, ...asked]);
  expect([session.state, runtime.programs]).toEqual(['idle', []]);
});

test('a run asked for while the sandbox boots is running once it runs', async () => {
  const runtime = new FakeRuntime();
  const session = new Session(runtime);
  const states: string[] = [];
  session.subscribe((event) => event.type === 'state' && states.push(event.state));
  const opening = session.open({});
  const run = session.run({});
  await Promise.all([opening, runtime.started('client.ts')]);
  expect(states).toEqual(['booting', 'running']);
  await session.stop();
  await run;
});

test('what is opened, or asked to run, while its programs still end has a sandbox again', async () => {
  const runtime = new FakeRuntime();
  const session = new Session(runtime);
  const leave = async (comeBack: () => unknown) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    runtime.gone = promise;
    void session.run({});
    await runtime.started('client.ts');
    const closed = session.close();
    const back = comeBack();
    resolve();
    await Promise.all([closed, back]);
  };
  await leave(() => session.open({}));
  expect([session.state, runtime.boots, runtime.disposals]).toEqual(['idle', 2, 1]);
  await leave(() => {
    void session.run({});
    return runtime.started('client.ts');
  });
  expect([session.state, runtime.boots, runtime.disposals]).toEqual(['running', 3, 2]);
  await session.close();
  // Who leaves again meanwhile wants none.
  await leave(() => Promise.all([session.open({}), session.close()]));
  expect([session.state, runtime.boots, runtime.disposals]).toEqual(['closed', 4, 4]);
});

test.each([false, true])(
  'a client that ended by itself is heard out: the server still reports its last calls, be it one that goes with the client (%s) or not',
  async (endsTogether) => {
    const runtime = new FakeRuntime();
    runtime.endsTogether = endsTogether;
    const session = new Session(runtime);
    let served = 0;
    session.subscribe((event) => {
      if (event.type === 'ended') served = event.run.served?.calls ?? 0;
    });
    const run = session.run({});
    const [server, client] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
    server.emit({ type: 'served', served: servedAt(100, { calls: 41 }) });
    client.emit({ type: 'sample', sample: sampleAt(200, { calls: 100 }) });
    client.exit(0, { code: 'exited' });
    await new Promise((resolve) => setTimeout(resolve));
    server.emit({ type: 'served', served: servedAt(300, { calls: 100 }) });
    await run;
    expect(served).toBe(100);
  },
);

test('a link that was lost before the run costs no run: the sandbox is booted anew', async () => {
  const runtime = new FakeRuntime();
  const session = new Session(runtime);
  await session.open({ 'client.ts': '' });
  const ended: unknown[] = [];
  session.subscribe((event) => event.type === 'ended' && ended.push(event.reason));
  runtime.lostWith = { code: 'connection-lost' };
  const run = session.run({ 'client.ts': '' });
  await runtime.started('client.ts');
  expect([runtime.boots, runtime.disposals, session.state, ended]).toEqual([2, 1, 'running', []]);
  await session.stop();
  await run;
  expect(ended).toEqual([null]);

  // With a file to write, the loss shows there.
  runtime.lostWith = { code: 'connection-lost' };
  const other = session.run({ 'client.ts': 'edited' });
  await runtime.started('client.ts');
  expect([runtime.boots, runtime.files['client.ts']]).toEqual([3, 'edited']);
  await session.stop();
  await other;
});

test('a link that is lost in a run, or again at once, is told', async () => {
  const runtime = new FakeRuntime();
  const session = new Session(runtime);
  const ended: unknown[] = [];
  session.subscribe((event) => event.type === 'ended' && ended.push(event.reason?.code));
  const run = session.run({});
  (await runtime.started('client.ts')).exit(null, { code: 'connection-lost' });
  await run;
  expect([ended, session.state, runtime.boots]).toEqual([['connection-lost'], 'failed', 1]);
});

test('what becomes of a boot after its session was closed is nothing to the session that is opened next', async () => {
  const runtime = new FakeRuntime();
  const boots = [0, 1].map(() => Promise.withResolvers<void>());
  const session = new Session(runtime);
  runtime.ready = boots[0]!.promise;
  const first = session.open({});
  const closed = session.close();
  runtime.ready = boots[1]!.promise;
  const second = session.open({});
  await vi.waitFor(() => expect(runtime.boots).toBe(2));
  boots[0]!.reject(new Error('late'));
  await Promise.all([first, closed]);
  expect(session.state).toBe('booting');
  boots[1]!.resolve();
  await second;
  expect([session.state, runtime.disposals]).toEqual(['idle', 0]);
});

test('a server that ended after it had listened is told so, with or without a sample of the client', async () => {
  const runtime = new FakeRuntime();
  const session = new Session(runtime);
  let reason: unknown;
  session.subscribe((event) => event.type === 'ended' && (reason = event.reason));
  const run = session.run({});
  const server = await runtime.started('server.ts');
  await runtime.started('client.ts');
  server.exit(0, { code: 'exited' });
  await run;
  expect(reason).toEqual({ code: 'server-exited', program: 'server.ts' });
});

test('a server that never listens is told', async () => {
  vi.useFakeTimers();
  try {
    const runtime = new FakeRuntime();
    runtime.listens = false;
    const session = new Session(runtime);
    let reason: unknown;
    session.subscribe((event) => event.type === 'ended' && (reason = event.reason));
    const run = session.run({});
    (await runtime.started('server.ts')).emit({ type: 'log', stream: 'stdout', text: 'up', dropped: 0 });
    await vi.advanceTimersByTimeAsync(11_000);
    await run;
    expect(reason).toEqual({ code: 'never-listens', program: 'server.ts', seconds: 10 });
    expect(session.state).toBe('idle');
  } finally {
    vi.useRealTimers();
  }
});
