import type { WebContainer } from '@webcontainer/api';
import type { Finding } from '../../../../sandbox-templates/guest/webcontainer/try-out.ts';
import type { Reason } from '../../reason.ts';
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
  /** Resolves to why it can no longer be used, once that is so. */
  readonly lost: Promise<Reason>;
  readonly #frame: ClientFrame;
  readonly #bootMilliseconds: number;
  #lost = Promise.withResolvers<Reason>();
  #retired = false;
  #directories = 0;
  #silentFor = 0;
  #watch: ReturnType<typeof setInterval>;

  constructor(api: WebContainer, frame: ClientFrame, relay: Relay, finding: Finding, bootMilliseconds: number) {
    [this.api, this.#frame, this.relay, this.finding, this.#bootMilliseconds] = [api, frame, relay, finding, bootMilliseconds];
    this.lost = this.#lost.promise;
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

  /** Ends it and all that runs in it. */
  retire(reason: Reason): void {
    if (this.#retired) return;
    this.#retired = true;
    clearInterval(this.#watch);
    this.#lost.resolve(reason);
    this.api.teardown();
    this.#frame.retire();
  }
}
