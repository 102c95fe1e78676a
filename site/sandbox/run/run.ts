import { Budget } from '../flow/budget.ts';
import type { GuestMessage, SnapshotLot } from '../protocol/messages.ts';
import type { Reason } from '../errors/reason.ts';
import type { FileTree } from '../runtime.ts';
import type { Cached, Measured, Noted, Sample, Served } from '../protocol/samples.ts';
import { Judge } from '../verdict/judge.ts';
import { nothingYet, type Verdict } from '../verdict/verdict.ts';

/** One press of Run: what ran and what it showed. Grows while it runs. */
export interface Run {
  /** Counts from 1 within a session. */
  readonly id: number;
  readonly files: FileTree;
  readonly samples: Sample[];
  served: Served | null;
  noted: Noted | null;
  /** The browser's own latest figure, where it gives one. */
  measured?: Measured;
  /** Cap of the client's heap in bytes, as the client itself reports it. */
  heapLimit: number | null;
  /** The same of what lies outside its heap. */
  buffersLimit?: number | null;
  verdict: Verdict;
  /** Null while it runs. A null reason: the reader stopped it. */
  ended: { reason: Reason | null } | null;
}

/** What happens in a run. */
export type RunEvent =
  | { type: 'log'; run: Run; program: string; stream: 'stdout' | 'stderr'; text: string; dropped: number }
  | { type: 'started'; run: Run; program: string; node: string; http2: 'builtin' | 'own' }
  | { type: 'sample'; run: Run; sample: Sample }
  | { type: 'served'; run: Run; served: Served }
  | { type: 'noted'; run: Run; noted: Noted }
  | { type: 'cached'; run: Run; cached: Cached }
  | { type: 'octets'; run: Run; lot: string }
  | { type: 'snapshot'; run: Run; lot: string; rest: SnapshotLot['rest'] }
  | { type: 'measured'; run: Run; measured: Measured }
  | { type: 'ended'; run: Run; reason: Reason | null };

/** What a program says of itself, but for where it listens and that it ended. */
export type Report = Exclude<GuestMessage, { type: 'exit' | 'listening' | 'snapshot-written' }>;

export const server = 'server.ts';
/** The learner's program: that in C# where there is no other. */
export const clientOf = (files: FileTree): string =>
  'Program.cs' in files && !('client.ts' in files) ? 'Program.cs' : 'client.ts';

/** A probe sends some twelve a second. More than this are none of its, and a run that is full of them would weigh on the page. */
const mostSamples = 50; // a second

/** Keeps a run's books: what its programs report becomes its samples, its evidence and its verdict. */
export class Recorder {
  readonly run: Run;
  readonly #emit: (event: RunEvent) => void;
  readonly #samples = new Budget(mostSamples, 1000);
  readonly #judge: Judge;

  constructor(id: number, files: FileTree, emit: (event: RunEvent) => void) {
    const run: Run = {
      id,
      files,
      samples: [],
      served: null,
      noted: null,
      heapLimit: null,
      verdict: nothingYet,
      ended: null,
    };
    this.run = run;
    this.#emit = emit;
    this.#judge = new Judge(() => ({ heap: run.heapLimit, buffers: run.buffersLimit }));
  }

  /** Of the server's programs only what the server can know is taken, and of the client's the rest. */
  take(program: string, message: Report): void {
    const { run } = this;
    const client = clientOf(run.files);
    switch (message.type) {
      case 'started':
        if (program === client) [run.heapLimit, run.buffersLimit] = [message.heapLimit, message.buffersLimit];
        return this.#emit({ type: 'started', run, program, node: message.node, http2: message.http2 });
      case 'log': {
        const { stream, text, dropped } = message;
        return this.#emit({ type: 'log', run, program, stream, text, dropped });
      }
      case 'sample':
        if (program === client) this.#takeSample(message.sample);
        return;
      case 'measured':
        if (program !== client) return;
        run.measured = message.measured;
        return this.#emit({ type: 'measured', run, measured: message.measured });
      case 'noted':
        if (program !== client) return;
        run.noted = message.noted;
        return this.#emit({ type: 'noted', run, noted: message.noted });
      case 'cached':
        if (program === client) this.#emit({ type: 'cached', run, cached: message.cached });
        return;
      case 'octets':
        if (program === client) this.#emit({ type: 'octets', run, lot: message.lot });
        return;
      case 'snapshot':
        if (program === client) this.#emit({ type: 'snapshot', run, lot: message.lot, rest: message.rest });
        return;
      case 'served':
        if (program !== server) return;
        run.served = message.served;
        return this.#emit({ type: 'served', run, served: message.served });
      default:
        message satisfies never;
    }
  }

  end(reason: Reason | null): void {
    this.run.ended = { reason };
    this.run.verdict = this.#judge.end();
    this.#emit({ type: 'ended', run: this.run, reason });
  }

  #takeSample(sample: Sample): void {
    if (!this.#samples.take()) return;
    this.run.samples.push(sample);
    this.run.verdict = this.#judge.add(sample);
    this.#emit({ type: 'sample', run: this.run, sample });
  }
}
