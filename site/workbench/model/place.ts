import { batch, signal } from '@preact/signals';
import { toReason, type Reason } from '../../sandbox/errors/reason.ts';
import { chooseRuntime, nextRuntime, type Entry } from '../../sandbox/runtimes/index.ts';
import type { BootStep, Fact, RuntimeId, Shell, TerminalSize } from '../../sandbox/runtime.ts';
import { Session, type FellBack, type SessionEvent } from '../../sandbox/run/session.ts';
import type { Storage } from './storage.ts';

/** Where the runtime that a learner picked is kept, for all sandboxes of the site. */
const pickKey = 'leak-lab:runtime';

/** A runtime of the site, and why it cannot run here, or null where it can. */
export interface Option {
  readonly id: RuntimeId;
  readonly reason: Reason | null;
}

export interface PlaceOptions {
  runtimes: readonly Entry[];
  /** The only runtime to take, e.g. from the page's address. */
  wanted: string | null;
  storage: Storage;
  /** Whether the files as they are may run there; asked right before they do. */
  allows(id: RuntimeId): boolean;
  onEvent(event: SessionEvent): void;
}

/**
 * Where one sandbox's programs run: the runtime that the address names, else the one that the learner picked, else the first of the
 * site's that can; and, but for the first of these, the next where that does not come up.
 */
export class Place {
  readonly runtime = signal<RuntimeId | null>(null);
  /** Whose place the runtime took, and why. */
  readonly fellBackFrom = signal<FellBack | null>(null);
  /** How far the boot under way has come; null where it does not say, or there is none. */
  readonly step = signal<BootStep | null>(null);
  readonly facts = signal<readonly Fact[]>([]);
  readonly hasShell = signal(false);

  readonly #options: PlaceOptions;
  #wanted: string | null;
  #picked: string | null;
  #session: Session | null = null;
  #opening: Promise<Session | null> | null = null;
  /** How often the learner moved. A choice that began before the last time is void. */
  #moves = 0;

  constructor(options: PlaceOptions) {
    this.#options = options;
    this.#wanted = options.wanted;
    this.#picked = options.storage.get(pickKey);
  }

  /** The runtimes of the site. */
  get ids(): readonly RuntimeId[] {
    return this.#options.runtimes.map(({ id }) => id);
  }

  get session(): Session | null {
    return this.#session;
  }

  /** The session, of a runtime chosen where there was none yet. Null where none can run here; an event says why. */
  open(): Promise<Session | null> {
    if (this.#session) return Promise.resolve(this.#session);
    const opening = (this.#opening ??= this.#choose());
    return opening.finally(() => {
      if (this.#opening === opening) this.#opening = null;
    });
  }

  /** What a learner can pick from. Boots nothing. */
  options(): Promise<Option[]> {
    const ask = async ({ id, load }: Entry): Promise<Option> => {
      try {
        return { id, reason: await (await load()).unavailable() };
      } catch (error) {
        return { id, reason: toReason(error) };
      }
    };
    return Promise.all(this.#options.runtimes.map(ask));
  }

  /** Keeps the learner's pick, and ends what runs elsewhere: the next session is there. */
  async pick(id: RuntimeId): Promise<void> {
    this.#options.storage.set(pickKey, id);
    await this.#moveTo(id);
  }

  /** Ends what runs elsewhere: the next session is there. What the learner picked for all sandboxes stays. */
  async visit(id: RuntimeId): Promise<void> {
    await this.#moveTo(id);
  }

  /** The next session is where the boot failed before, if it can be now. */
  async retry(): Promise<void> {
    const failed = this.fellBackFrom.value;
    if (failed) await this.#moveTo(failed.id);
  }

  /** @throws {SandboxError} where there is none. */
  async openShell(size: TerminalSize, signal: AbortSignal): Promise<Shell> {
    if (!this.#session) throw new Error('A shell is opened only where `hasShell` says so.');
    return this.#session.openShell(size, signal);
  }

  async #moveTo(id: RuntimeId): Promise<void> {
    const left = this.#session;
    [this.#session, this.#opening, this.#wanted, this.#picked] = [null, null, null, id];
    this.#moves++;
    batch(() => {
      this.fellBackFrom.value = null;
      this.#gone();
    });
    await left?.close();
  }

  async #choose(): Promise<Session | null> {
    this.#options.onEvent({ type: 'state', state: 'booting', reason: null });
    const wanted = this.#wanted;
    const rank = ({ id }: Entry) => (id === this.#picked ? 0 : 1);
    const runtimes = this.#options.runtimes.toSorted((a, b) => rank(a) - rank(b));
    const moves = this.#moves;
    const { runtime, reason } = await chooseRuntime(wanted, runtimes).catch((error: unknown) => ({
      runtime: null,
      reason: toReason(error),
    }));
    if (this.#moves !== moves) return this.open();
    if (!runtime) {
      this.#options.onEvent({ type: 'state', state: 'failed', reason });
      return null;
    }
    const session = new Session(
      runtime,
      wanted === null ? (failed) => nextRuntime(failed, runtimes) : undefined,
      this.#options.allows,
    );
    session.subscribe((event) => batch(() => this.#take(session, event)));
    this.#session = session;
    this.runtime.value = runtime.id;
    return session;
  }

  #take(session: Session, event: SessionEvent): void {
    // How the runs of one that was left end still counts; what becomes of itself does not.
    if (session === this.#session) this.#follow(session, event);
    else if (!('run' in event)) return;
    this.#options.onEvent(event);
  }

  #follow(session: Session, event: SessionEvent): void {
    switch (event.type) {
      case 'step':
        this.step.value = event.step;
        break;
      case 'fell-back':
        this.fellBackFrom.value = event.from;
        this.runtime.value = event.to;
        this.step.value = null;
        break;
      case 'about':
        this.facts.value = event.facts;
        this.hasShell.value = session.hasShell;
        break;
      case 'state':
        if (event.state === 'booting' || event.state === 'failed' || event.state === 'closed') this.#gone();
        else this.step.value = null;
        break;
    }
  }

  #gone(): void {
    this.step.value = null;
    this.facts.value = [];
    this.hasShell.value = false;
  }
}
