import { describe, expect, it } from 'vitest';
import type { RuntimeId } from '../runtime.ts';
import type { Reason } from '../errors/reason.ts';
import { FakeRuntime } from '../testing/fake-runtime.ts';
import { chooseRuntime, nextRuntime } from './index.ts';

function entry(id: RuntimeId, reason: Reason | null) {
  const runtime = Object.assign(new FakeRuntime(), { reason });
  const made = { id, runtime, loads: 0, load: async () => (made.loads++, runtime) };
  return made;
}

describe('chooseRuntime', () => {
  it('takes the first that can run here, and fetches none after it', async () => {
    const [blocked, good, later] = [
      entry('webcontainer', { code: 'not-supported' }),
      entry('local', null),
      entry('tab', null),
    ];
    expect(await chooseRuntime(null, [blocked, good, later])).toEqual({ runtime: good.runtime, reason: null });
    expect(later.loads).toBe(0);
  });

  it('leaves no choice where one is asked for', async () => {
    const [first, second] = [entry('local', null), entry('tab', { code: 'not-supported', message: 'no workers' })];
    expect(await chooseRuntime('tab', [first, second])).toEqual({
      runtime: null,
      reason: { code: 'not-supported', message: 'no workers' },
    });
    expect(first.loads).toBe(0);
  });

  it('says why the best one cannot run where none can, and what was asked for where there is no such runtime', async () => {
    const none = [entry('local', { code: 'runtime-missing' }), entry('tab', { code: 'not-supported' })];
    expect((await chooseRuntime(null, none)).reason).toEqual({ code: 'runtime-missing' });
    expect((await chooseRuntime('moon', none)).reason).toMatchObject({
      code: 'not-supported',
      message: '?runtime=moon',
    });
  });
});

describe('nextRuntime', () => {
  it('takes the next in order that can run here, and the first after the last', async () => {
    const [local, container, tab] = [
      entry('local', { code: 'runtime-missing' }),
      entry('webcontainer', null),
      entry('tab', null),
    ];
    expect(await nextRuntime('webcontainer', [local, container, tab])).toBe(tab.runtime);
    expect(await nextRuntime('webcontainer', [local, tab, container])).toBe(tab.runtime);
  });

  it('finds none where none can run, and leaves whoever runs the local one to mend it', async () => {
    const all = [entry('local', null), entry('webcontainer', null), entry('tab', { code: 'not-supported' })];
    expect(await nextRuntime('webcontainer', all.slice(1))).toBeNull();
    expect(await nextRuntime('local', all)).toBeNull();
  });
});
