import { expect, test } from 'vitest';
import { Session } from './session.ts';
import { FakeRuntime } from './testing/fake-runtime.ts';

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
