import { expect, test } from 'vitest';
import { Session } from './session.ts';
import { FakeRuntime, sampleAt, servedAt } from './testing/fake-runtime.ts';

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

test('a client that ended by itself is heard out: the server still reports its last calls', async () => {
  const runtime = new FakeRuntime();
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
});
