import type { WebContainer } from '@webcontainer/api';
import type { Finding } from '../../../../sandbox-templates/guest/webcontainer/try-out.ts';
import { SandboxError, type Reason } from '../../errors/reason.ts';
import type { Fact } from '../../runtime.ts';
import type { ClientFrame } from './client-frame.ts';
import type { Relay } from './relay.ts';

/** The relay gives a sign of life each second. */
const silenceLimitSeconds = 8;

/** A container that is up, with the relay in it. */
export class Container {
  readonly api: WebContainer;
  readonly relay: Relay;
  readonly finding: Finding;
  readonly #frame: ClientFrame;
  readonly #bootMilliseconds: number;
  #lost: Reason | null = null;
  #onLost = new Set<(reason: Reason) => void>();
  #directories = 0;
  #silentFor = 0;
  #watch: ReturnType<typeof setInterval>;

  constructor(api: WebContainer, frame: ClientFrame, relay: Relay, finding: Finding, bootMilliseconds: number) {
    [this.api, this.#frame, this.relay, this.finding, this.#bootMilliseconds] = [
      api,
      frame,
      relay,
      finding,
      bootMilliseconds,
    ];
    let message: string | undefined;
    api.on('error', (error) => (message = error.message));
    void frame.lost.then(() => this.retire({ code: 'container-lost', message }));
    relay.onSign(() => (this.#silentFor = 0));
    // Counts ticks and not the clock: a tab in the background, or a laptop that slept, is no container that went away.
    this.#watch = setInterval(() => {
      if (++this.#silentFor >= silenceLimitSeconds) this.retire({ code: 'container-lost', message });
    }, 1000);
  }

  get facts(): readonly Fact[] {
    const { node, http2Fault, heapFollows } = this.finding;
    return [
      { id: 'node', value: node },
      { id: 'http2', value: http2Fault === null ? 'builtin' : 'own' },
      ...(http2Fault === null ? [] : [{ id: 'http2-fault', value: http2Fault } as const]),
      { id: 'heap', value: heapFollows ? 'bytes' : 'objects' },
      { id: 'boot', value: String(Math.round(this.#bootMilliseconds)) },
    ];
  }

  /** A name for a sandbox's directory that no other has. */
  newDirectory(): string {
    return `sandbox-${++this.#directories}`;
  }

  /** Calls back when it can no longer be used, at once where that is so already; the function it returns ends that. */
  onLost(callback: (reason: Reason) => void): () => void {
    if (this.#lost) callback(this.#lost);
    else this.#onLost.add(callback);
    return () => this.#onLost.delete(callback);
  }

  /** The promise, as long as there is someone to keep it. @throws {SandboxError} where the container is lost first. */
  async orLost<T>(promise: Promise<T>): Promise<T> {
    const lost = Promise.withResolvers<never>();
    const end = this.onLost((reason) => lost.reject(new SandboxError(reason)));
    return Promise.race([promise, lost.promise]).finally(end);
  }

  /** Ends it and all that runs in it. */
  retire(reason: Reason): void {
    if (this.#lost) return;
    this.#lost = reason;
    clearInterval(this.#watch);
    for (const callback of this.#onLost) callback(reason);
    this.#onLost.clear();
    this.api.teardown();
    this.#frame.retire();
  }
}
