import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SandboxError, type Reason } from '../../errors/reason.ts';
import type { BootStep } from '../../runtime.ts';

/** A boot that a test ends, and the container that comes of it. */
class Boot {
  readonly container = {
    retired: [] as Reason[],
    retire: (reason: Reason) => this.lose(reason),
    onLost: (callback: (reason: Reason) => void) => (this.#onLost = callback),
  };
  readonly done = Promise.withResolvers<unknown>();
  readonly signal: AbortSignal;
  readonly step: (step: BootStep) => void;
  #onLost: (reason: Reason) => void = () => undefined;

  constructor(signal: AbortSignal, step: (step: BootStep) => void) {
    [this.signal, this.step] = [signal, step];
    signal.addEventListener('abort', () => this.done.reject(signal.reason));
  }

  lose(reason: Reason): void {
    this.container.retired.push(reason);
    this.#onLost(reason);
  }
}

const { boots } = vi.hoisted(() => ({ boots: [] as Boot[] }));
vi.mock('./boot.ts', () => ({
  bootContainer: (signal: AbortSignal, step: (step: BootStep) => void) => {
    const boot = new Boot(signal, step);
    boots.push(boot);
    return boot.done.promise;
  },
}));

let leaseContainer: typeof import('./shared.ts').leaseContainer;
const lease = (signal = new AbortController().signal, onStep: (step: BootStep) => void = () => undefined) =>
  leaseContainer(signal, onStep);

/** A page of its own. */
beforeEach(async () => {
  boots.length = 0;
  vi.resetModules();
  ({ leaseContainer } = await import('./shared.ts'));
});

describe('leaseContainer', () => {
  it('boots one for all sandboxes of a page, tells each how far it is, and ends it with the last', async () => {
    const steps: string[] = [];
    const one = lease();
    boots[0]!.step('loading');
    const two = lease(undefined, (step) => steps.push(step));
    boots[0]!.step('booting');
    boots[0]!.done.resolve(boots[0]!.container);
    const leases = await Promise.all([one, two]);
    expect(boots).toHaveLength(1);
    expect(steps).toEqual(['loading', 'booting']);
    leases[0]!.release();
    leases[0]!.release();
    await Promise.resolve();
    expect(boots[0]!.container.retired).toEqual([]);
    leases[1]!.release();
    await vi.waitFor(() => expect(boots[0]!.container.retired).toHaveLength(1));
    void lease().catch(() => undefined);
    expect(boots).toHaveLength(2);
  });

  it('gives a boot up when nobody waits for it any more, and not before', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const [one, two] = [lease(first.signal), lease(second.signal)];
    first.abort();
    await expect(one).rejects.toThrow('aborted');
    expect(boots[0]!.signal.aborted).toBe(false);
    second.abort();
    await expect(two).rejects.toThrow('aborted');
    expect(boots[0]!.signal.aborted).toBe(true);
  });

  it.each(['failed', 'was lost'])('boots anew after one that %s', async (how) => {
    const first = lease();
    if (how === 'failed') {
      boots[0]!.done.reject(new SandboxError({ code: 'out-of-memory' }));
      await expect(first).rejects.toThrow('out-of-memory');
    } else {
      boots[0]!.done.resolve(boots[0]!.container);
      await first;
      boots[0]!.lose({ code: 'container-lost' });
    }
    void lease().catch(() => undefined);
    expect(boots).toHaveLength(2);
  });
});
