import type { BootStep } from '../../runtime.ts';
import { bootContainer } from './boot.ts';
import type { Container } from './container.ts';

/** A sandbox's part in the page's container. */
export interface Lease {
  readonly container: Container;
  /** The container goes with the last. Safe to call twice. */
  release(): void;
}

/** The container of the page, or one that is being booted: a page can have only one at a time. */
class Shared {
  readonly container: Promise<Container>;
  #leases = 0;
  #step: BootStep = 'checking';
  #listeners = new Set<(step: BootStep) => void>();
  #abort = new AbortController();

  constructor() {
    this.container = bootContainer(this.#abort.signal, (step) => {
      this.#step = step;
      for (const listener of this.#listeners) listener(step);
    });
    this.container.then(
      (container) => container.onLost(() => this.#drop()),
      () => this.#drop(),
    );
  }

  async lease(signal: AbortSignal, onStep: (step: BootStep) => void): Promise<Lease> {
    signal.throwIfAborted();
    let held = true;
    const release = () => {
      if (held && --this.#leases === 0) this.end();
      held = false;
    };
    this.#leases++;
    this.#listeners.add(onStep);
    const left = Promise.withResolvers<never>();
    const leave = () => {
      release();
      left.reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    onStep(this.#step);
    try {
      return { container: await Promise.race([this.container, left.promise]), release };
    } catch (error) {
      release();
      throw error;
    } finally {
      signal.removeEventListener('abort', leave);
      this.#listeners.delete(onStep);
    }
  }

  end(): void {
    this.#drop();
    this.#abort.abort();
    this.container.then(
      (container) => container.retire({ code: 'container-lost' }),
      () => undefined, // Whoever waits for it is told.
    );
  }

  #drop(): void {
    if (shared === this) shared = null;
  }
}

let shared: Shared | null = null;

// A page that goes takes its container with it, also into the back/forward cache.
globalThis.addEventListener?.('pagehide', () => shared?.end());

/** A part in the page's container, booted where there is none. @throws {SandboxError}; the signal's reason where that ended it. */
export const leaseContainer = (signal: AbortSignal, onStep: (step: BootStep) => void): Promise<Lease> =>
  (shared ??= new Shared()).lease(signal, onStep);
