import type { Command } from '../protocol/commands.ts';
import type { GuestMessage } from '../protocol/messages.ts';
import { Queue } from '../flow/queue.ts';
import { SandboxError, type Reason } from '../errors/reason.ts';
import type { BootStep, Fact, FileTree, Runtime, RuntimeId, Sandbox } from '../runtime.ts';
import type { Sample, Served } from '../protocol/samples.ts';

/** A program of a `FakeRuntime`: it does what the test says, and ends when its signal does. */
export class FakeProgram {
  readonly name: string;
  readonly messages = new Queue<GuestMessage>();
  /** What was asked of the probe beside it. */
  readonly commands: Command[] = [];
  ended = false;

  constructor(name: string, signal: AbortSignal, lastWords: readonly GuestMessage[]) {
    this.name = name;
    if (signal.aborted) this.exit(null);
    const end = () => {
      for (const message of lastWords) this.emit(message);
      this.exit(null);
    };
    signal.addEventListener('abort', end, { once: true });
  }

  emit(message: GuestMessage): void {
    this.messages.push(message);
  }

  exit(code: number | null, reason?: Reason): void {
    this.ended = true;
    this.messages.push({ type: 'exit', code, reason });
    this.messages.end();
  }
}

async function* endingWith(messages: AsyncIterable<GuestMessage>, gone: Promise<void> | null, onGone: () => void) {
  try {
    yield* messages;
  } finally {
    await gone;
    onGone();
  }
}

/** A runtime that runs nothing: a stand-in for tests of what stands on a runtime. Its server listens at once. */
export class FakeRuntime implements Runtime {
  readonly id: RuntimeId;
  /** Why it says it cannot run, and why a boot fails. */
  reason: Reason | null = null;
  boots = 0;
  disposals = 0;
  /** The sandbox's files as they are now. */
  files: Record<string, string> = {};
  /** What it says of itself. */
  facts: readonly Fact[] = [];
  /** How far a boot comes; there it stays until its signal ends it. Null: it comes up. */
  hangsAt: BootStep | null = null;
  /** Whether its server does so at once. */
  listens = true;
  /** Why the sandbox that is booted has lost its link; a boot makes another. */
  lostWith: Reason | null = null;
  /** What the ends of its programs wait for, once they are told. */
  gone: Promise<void> | null = null;
  /** What its programs say once they are told to end. */
  readonly lastWords: GuestMessage[] = [];
  /** What a boot waits for. */
  ready: Promise<void> | null = null;
  /** Whether its server goes with its client, as in the tab, where both are in one frame. */
  endsTogether = false;
  readonly #all: FakeProgram[] = [];
  readonly #started = new Map<string, FakeProgram[]>();
  #wake: (() => void)[] = [];

  constructor(id: RuntimeId = 'local') {
    this.id = id;
  }

  async unavailable(): Promise<Reason | null> {
    return this.reason;
  }

  async boot(files: FileTree, signal?: AbortSignal, onStep?: (step: BootStep) => void): Promise<Sandbox> {
    if (this.reason) throw new SandboxError(this.reason);
    this.boots++;
    await this.ready;
    if (this.hangsAt) {
      onStep?.(this.hangsAt);
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
    }
    this.files = { ...files };
    this.lostWith = null;
    return {
      write: async (path, text) => {
        if (this.lostWith) throw new SandboxError(this.lostWith);
        this.files[path] = text;
      },
      remove: async (path) => void delete this.files[path],
      run: (program, { commands }, signal) => {
        const started = this.#run(program, signal);
        commands?.connect((command) => started.commands.push(command));
        return endingWith(started.messages, this.gone, () => {
          if (this.endsTogether) for (const other of this.#all) if (!other.ended) other.exit(null);
        });
      },
      about: () => this.facts,
      dispose: async () => void this.disposals++,
    };
  }

  /** The programs that run now, by name. */
  get programs(): string[] {
    return this.#all.filter(({ ended }) => !ended).map(({ name }) => name);
  }

  /** The next start of a program that no call before this one has returned. */
  async started(program: string): Promise<FakeProgram> {
    for (;;) {
      const next = this.#started.get(program)?.shift();
      if (next) return next;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  #run(name: string, signal: AbortSignal): FakeProgram {
    const program = new FakeProgram(name, signal, this.lastWords);
    if (this.lostWith) {
      program.exit(null, this.lostWith);
      return program;
    }
    this.#all.push(program);
    if (name === 'server.ts' && this.listens) program.emit({ type: 'listening', port: 5000 });
    this.#started.set(name, [...(this.#started.get(name) ?? []), program]);
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
    return program;
  }
}

export const sampleAt = (at: number, more: Partial<Sample> = {}): Sample => ({
  at,
  calls: 0,
  callsFailed: 0,
  callsOpen: 0,
  clientsCreated: 0,
  channelsCreated: 0,
  methodsCached: 0,
  alive: null,
  heapUsed: 10e6,
  heapAfterGc: null,
  dataAfterGc: null,
  buffers: null,
  source: 'v8',
  ...more,
});

export const servedAt = (at: number, more: Partial<Served> = {}): Served => ({
  at,
  calls: 0,
  failed: 0,
  mostInFlight: 0,
  mostLately: 0,
  methods: {},
  sums: { right: 0, wrong: 0 },
  requests: { calls: 0, distinct: 0 },
  headers: {},
  addends: {},
  deadlines: { calls: 0, distinct: 0, moments: 0, still: 0, longest: 0, fresh: 0, shared: 0 },
  held: { late: 0, waiting: 0, givenUp: 0, age: 0, expired: 0, limit: 0 },
  ...more,
});
