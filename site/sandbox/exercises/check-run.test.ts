import { describe, expect, it, vi } from 'vitest';
import { checkRun, patience } from './check-run.ts';
import type { Criterion } from './check.ts';
import { criteria, enoughCalls } from './criteria.ts';
import type { Exercise } from './exercise.ts';
import type { Run } from '../run/run.ts';
import { Session } from '../run/session.ts';
import { FakeRuntime, sampleAt, servedAt } from '../testing/fake-runtime.ts';

const files = { 'client.ts': 'mine', 'server.ts': 'server' };

/** Passed at 100 calls, failed by a wrong sum, else open. */
const exercise: Exercise = {
  id: 'counting',
  start: files,
  solution: {},
  tabs: ['client.ts'],
  own: ['client.ts'],
  check: ({ samples, served }): Criterion[] => [
    { id: 'enough-calls', result: (samples.at(-1)?.calls ?? 0) >= 100 ? 'passed' : 'open', figures: {} },
    { id: 'sums-right', result: served?.sums.wrong ? 'failed' : served?.sums.right ? 'passed' : 'open', figures: {} },
  ],
};

function start() {
  const runtime = new FakeRuntime();
  const session = new Session(runtime);
  const abort = new AbortController();
  return {
    runtime,
    session,
    abort,
    check: (current: Run | null = null) => checkRun(session, exercise, files, current, abort.signal),
  };
}
const results = (criteria: readonly Criterion[]) => criteria.map(({ result }) => result);

describe('checkRun', () => {
  it('runs the files, and stops once every criterion is settled', async () => {
    const { runtime, session, check } = start();
    const checked = check();
    const [server, client] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
    server.emit({ type: 'served', served: servedAt(50, { sums: { right: 100, wrong: 0 } }) });
    client.emit({ type: 'sample', sample: sampleAt(100, { calls: 100 }) });
    const { criteria, outcome } = await checked;
    expect(results(criteria)).toEqual(['passed', 'passed']);
    expect(outcome).toBe('solved');
    expect(session.state).toBe('idle');
  });

  it('is not solved by a criterion that failed, and need not wait for more', async () => {
    const { runtime, check } = start();
    const checked = check();
    (await runtime.started('server.ts')).emit({
      type: 'served',
      served: servedAt(50, { sums: { right: 99, wrong: 1 } }),
    });
    (await runtime.started('client.ts')).emit({ type: 'sample', sample: sampleAt(100, { calls: 100 }) });
    const { criteria, outcome } = await checked;
    expect(results(criteria)).toEqual(['passed', 'failed']);
    expect(outcome).toBe('not-solved');
  });

  it('says what it could not see when its patience is over by the samples’ clock, and leaves the run going to measure on', async () => {
    const { runtime, session, check } = start();
    const checked = check();
    const client = await runtime.started('client.ts');
    client.emit({ type: 'sample', sample: sampleAt(300, { calls: 100 }) });
    client.emit({ type: 'sample', sample: sampleAt(300 + patience, { calls: 200 }) });
    const { criteria, outcome, run } = await checked;
    expect(results(criteria)).toEqual(['passed', 'open']);
    expect(outcome).toBe('open');
    expect(session.state).toBe('running');

    const again = check(run);
    client.emit({ type: 'sample', sample: sampleAt(400 + patience, { calls: 210 }) });
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.state).toBe('running');
    client.emit({ type: 'sample', sample: sampleAt(500 + 2 * patience, { calls: 220 }) });
    expect((await again).outcome).toBe('open');
    await session.stop();
  });

  it('goes on a little for the others once one has failed, and then names what is missing', async () => {
    const { runtime, session, check } = start();
    const checked = check();
    const [server, client] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
    server.emit({ type: 'served', served: servedAt(50, { sums: { right: 1, wrong: 1 } }) });
    client.emit({ type: 'sample', sample: sampleAt(100, { calls: 1 }) });
    client.emit({ type: 'sample', sample: sampleAt(5000, { calls: 2 }) });
    const { criteria, outcome } = await checked;
    expect(results(criteria)).toEqual(['open', 'failed']);
    expect(outcome).toBe('not-solved');
    expect(session.state).toBe('idle');
  });

  it('goes on for half as long in C#', async () => {
    const { runtime, session, abort } = start();
    const checked = checkRun(session, { ...exercise, language: 'csharp' }, files, null, abort.signal);
    const [server, client] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
    server.emit({ type: 'served', served: servedAt(50, { sums: { right: 1, wrong: 1 } }) });
    client.emit({ type: 'sample', sample: sampleAt(100, { calls: 1 }) });
    client.emit({ type: 'sample', sample: sampleAt(1100, { calls: 2 }) });
    expect((await checked).outcome).toBe('not-solved');
  });

  it('asks for a collection after so many calls, and so many more', async () => {
    const { runtime, check, abort } = start();
    const checked = check();
    const client = await runtime.started('client.ts');
    for (const calls of [50, 450, 460, 900])
      client.emit({ type: 'sample', sample: sampleAt(calls, { calls: calls / 100 }) });
    for (const calls of [450, 500, 900]) client.emit({ type: 'sample', sample: sampleAt(1000 + calls, { calls }) });
    await vi.waitFor(() => expect(client.commands).toEqual([{ type: 'collect' }, { type: 'collect' }]));
    abort.abort();
    await checked;
  });

  describe('with a criterion that the end of the program settles', () => {
    /** The other is open before the first call, and again from 1,000 calls on. */
    const ending: Exercise = {
      ...exercise,
      check: ({ ending, givenUp, samples }) => [
        { id: 'floor-steady', result: (samples.at(-1)?.calls ?? 0) % 1000 ? 'passed' : 'open', figures: {} },
        {
          id: 'calls-given-up',
          result:
            ending === 'gone' || (ending === 'stayed' && givenUp) ? 'passed' : ending === 'stayed' ? 'failed' : 'open',
          figures: {},
        },
      ],
    };
    async function told(limit = 0) {
      const { runtime, session, abort } = start();
      const checked = checkRun(session, ending, files, null, abort.signal);
      const [server, client] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
      client.emit({ type: 'sample', sample: sampleAt(100, { calls: 1 }) });
      await vi.waitFor(() => expect(server.commands).toEqual([{ type: 'delay' }]));
      expect(client.commands).toEqual([]);
      server.emit({
        type: 'served',
        served: servedAt(50, { calls: 1, held: { late: 0, waiting: 1, givenUp: 0, age: 0, expired: 0, limit } }),
      });
      await vi.waitFor(() => expect(client.commands).toEqual([{ type: 'end' }]));
      return { server, client, checked };
    }

    it('has a call held up, tells the program to end, and sees it go', async () => {
      const { client, checked } = await told();
      client.exit(0, { code: 'exited' });
      expect((await checked).outcome).toBe('solved');
    });

    it('sees one go that does not catch what its calls throw then', async () => {
      const { client, checked } = await told();
      client.exit(1, { code: 'uncaught-error' });
      expect((await checked).outcome).toBe('solved');
    });

    it('takes one that goes once its call has had all its time for one that waited', async () => {
      const { server, client, checked } = await told();
      server.emit({
        type: 'served',
        served: servedAt(350, { calls: 1, held: { late: 0, waiting: 0, givenUp: 0, age: 0, expired: 1, limit: 0 } }),
      });
      client.exit(0, { code: 'exited' });
      expect((await checked).outcome).toBe('not-solved');
    });

    it('hears of that though it goes a moment before', async () => {
      const { server, client, checked } = await told();
      client.exit(0, { code: 'exited' });
      await new Promise((resolve) => setTimeout(resolve, 20));
      server.emit({
        type: 'served',
        served: servedAt(350, { calls: 1, held: { late: 0, waiting: 0, givenUp: 0, age: 0, expired: 1, limit: 0 } }),
      });
      expect((await checked).outcome).toBe('not-solved');
    });

    it('takes no end of the server’s for the program’s', async () => {
      const { server, checked } = await told();
      server.exit(1, { code: 'uncaught-error' });
      expect((await checked).outcome).toBe('open');
    });

    it('goes by what had been settled before, which the last step brings into doubt', async () => {
      const { client, checked } = await told();
      client.emit({ type: 'sample', sample: sampleAt(200, { calls: 1000 }) });
      client.exit(0, { code: 'exited' });
      expect((await checked).outcome).toBe('solved');
    });

    it.each([
      ['at once', 500, 20, 'solved'],
      ['after a grace period', 900, 450, 'solved'],
      ['when it would have done so anyway', 500, 490, 'not-solved'],
    ] as const)('sees one with a limit of its own give its call up, and go: %s', async (_, limit, age, outcome) => {
      const { server, client, checked } = await told(limit);
      server.emit({
        type: 'served',
        served: servedAt(350, { calls: 1, held: { late: 0, waiting: 0, givenUp: 1, age, expired: 0, limit } }),
      });
      client.exit(0, { code: 'exited' });
      expect((await checked).outcome).toBe(outcome);
    });

    it('sees one go after a grace period', async () => {
      const { server, client, checked } = await told();
      await new Promise((resolve) => setTimeout(resolve, 500));
      server.emit({
        type: 'served',
        served: servedAt(550, { calls: 1, held: { late: 0, waiting: 0, givenUp: 1, age: 500, expired: 0, limit: 0 } }),
      });
      client.exit(0, { code: 'exited' });
      expect((await checked).outcome).toBe('solved');
    });

    it.each([
      ['heeds that it is told to', 20, 'solved'],
      ['has had its time', 490, 'not-solved'],
    ] as const)(
      'has one that ends by a limit of its own run again, and its calls held at once: one that ends as it %s',
      async (_, age, outcome) => {
        const { runtime, session, abort } = start();
        const checked = checkRun(session, ending, files, null, abort.signal);
        const [server, client] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
        client.emit({ type: 'sample', sample: sampleAt(100, { calls: 1 }) });
        await vi.waitFor(() => expect(server.commands).toEqual([{ type: 'delay' }]));
        const held = { late: 0, waiting: 0, givenUp: 0, age: 0, expired: 0, limit: 500 };
        server.emit({ type: 'served', served: servedAt(600, { calls: 1, held: { ...held, late: 1, limit: 0 } }) });
        client.exit(1, { code: 'uncaught-error' });
        // Of what it took back, the server tells a moment later.
        await new Promise((resolve) => setTimeout(resolve, 20));
        server.emit({ type: 'served', served: servedAt(620, { calls: 1, held }) });

        const [server2, client2] = [await runtime.started('server.ts'), await runtime.started('client.ts')];
        client2.emit({ type: 'sample', sample: sampleAt(50, { calls: 0 }) });
        client2.emit({ type: 'sample', sample: sampleAt(100, { calls: 1 }) });
        await vi.waitFor(() => expect(server2.commands).toEqual([{ type: 'hold' }]));
        const again = { ...held, limit: 0 };
        server2.emit({ type: 'served', served: servedAt(150, { calls: 1, held: { ...again, waiting: 1 } }) });
        await vi.waitFor(() => expect(client2.commands).toEqual([{ type: 'end' }]));
        server2.emit({ type: 'served', served: servedAt(600, { calls: 1, held: { ...again, givenUp: 1, age } }) });
        client2.exit(1, { code: 'uncaught-error' });
        const result = await checked;
        expect(result.outcome).toBe(outcome);
        expect(results(result.criteria)[0]).toBe('passed');
      },
    );

    const say = ({ client }: Awaited<ReturnType<typeof told>>, samples: number) => {
      for (let at = 200; samples-- > 0; at += 100) client.emit({ type: 'sample', sample: sampleAt(at, { calls: 1 }) });
    };

    it('goes by the samples of one that stays', async () => {
      const run = await told();
      const since = performance.now();
      say(run, 8);
      expect((await run.checked).outcome).toBe('not-solved');
      expect(performance.now() - since).toBeLessThan(1500);
    });

    it.each([
      ['at once', 4, 0, 'solved'],
      ['after a grace period', 6, 0, 'solved'],
      ['by its clock', 6, 500, 'not-solved'],
      ['by its clock, which is too short to tell', 6, 250, 'solved'],
    ] as const)('sees when one that stays gives its call up: %s', async (_, samples, limit, outcome) => {
      const run = await told(limit);
      say(run, samples);
      if (samples > 4) await new Promise((resolve) => setTimeout(resolve, 500));
      run.server.emit({
        type: 'served',
        served: servedAt(350, {
          calls: 1,
          held: { late: 0, waiting: 0, givenUp: 1, age: samples > 4 ? 500 : 20, expired: 0, limit },
        }),
      });
      await new Promise((resolve) => setTimeout(resolve));
      say(run, 8 - samples);
      expect((await run.checked).outcome).toBe(outcome);
    });

    it('sees one go whose samples had been on their way when it was told', async () => {
      const run = await told();
      say(run, 12);
      await new Promise((resolve) => setTimeout(resolve, 200));
      run.client.exit(0, { code: 'exited' });
      expect((await run.checked).outcome).toBe('solved');
    });

    it('does not wait for ever for one that says nothing', async () => {
      expect((await (await told()).checked).outcome).toBe('not-solved');
    });

    it('waits on for one that is slow, and not silent', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      try {
        const run = await told();
        for (let i = 0; i < 7; i++) {
          await vi.advanceTimersByTimeAsync(1500);
          say(run, 1);
        }
        run.client.exit(0, { code: 'exited' });
        await vi.advanceTimersByTimeAsync(200);
        expect((await run.checked).outcome).toBe('solved');
      } finally {
        vi.useRealTimers();
      }
    });
  });

  it.each(['boot-timeout', 'boot-failed', 'exhausted', 'no-compiler', 'connection-lost'] as const)(
    'takes nothing for missing where the place gave up: %s',
    async (code) => {
      const { runtime, session } = start();
      const { signal } = new AbortController();
      const calling: Exercise = { ...exercise, check: criteria(enoughCalls(10)) };
      const checked = checkRun(session, calling, files, null, signal);
      (await runtime.started('client.ts')).exit(1, { code });
      expect((await checked).outcome).toBe('open');
    },
  );

  it('ends with the run where that ends by itself', async () => {
    const { runtime, check } = start();
    const checked = check();
    (await runtime.started('client.ts')).exit(1, { code: 'uncaught-error' });
    const { run, outcome } = await checked;
    expect(run?.ended?.reason?.code).toBe('uncaught-error');
    expect(outcome).not.toBe('solved');
  });

  async function underWay() {
    const all = start();
    const begun = Promise.withResolvers<Run>();
    all.session.subscribe((event) => event.type === 'run' && begun.resolve(event.run));
    const running = all.session.run(files);
    const [server, client] = [await all.runtime.started('server.ts'), await all.runtime.started('client.ts')];
    const current = await begun.promise;
    return { ...all, running, server, client, current, checked: all.check(current) };
  }

  it('ends with a run that it joined, too', async () => {
    const { client, checked, current } = await underWay();
    client.exit(0);
    expect(await checked).toMatchObject({ run: current, outcome: 'open' });
  });

  it('joins a run under way instead of starting another', async () => {
    const { server, client, checked, current, running } = await underWay();
    server.emit({ type: 'served', served: servedAt(50, { sums: { right: 1, wrong: 0 } }) });
    client.emit({ type: 'sample', sample: sampleAt(100, { calls: 100 }) });
    expect((await checked).run).toBe(current);
    await running;
  });

  it('stands as it is when the reader ends it, and leaves nothing running', async () => {
    const { runtime, session, abort, check } = start();
    const checked = check();
    await runtime.started('client.ts');
    abort.abort();
    expect((await checked).outcome).toBe('open');
    expect(session.state).toBe('idle');
  });

  it('has no run to judge where the runtime does not boot', async () => {
    const { runtime, session, check } = start();
    runtime.reason = { code: 'runtime-missing' };
    expect(await check()).toMatchObject({ run: null, outcome: 'open' });
    expect(session.state).toBe('failed');
  });
});
