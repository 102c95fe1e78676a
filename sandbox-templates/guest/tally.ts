import { performance } from 'node:perf_hooks';
import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { Served } from '../../site/sandbox/protocol/samples.ts';
import { DistinctCount } from './distinct-count.ts';

/** Most metadata keys, paths and second numbers that are counted: a client which invents them costs no memory. */
const mostNames = 16;
/** Answers whose books wait. An immediate for each would cost every call a turn of the event loop. */
const mostWaiting = 64;
/** What was so long ago, or twice as long, is not of late. */
const lately = 500; // ms
/** Deadlines are sent as a remaining time: the same instant arrives a few milliseconds apart. */
const deadlineGrain = 10; // ms

/** A call that has less than this left, when another had so much more, was not given a deadline at its own start. */
const freshShare = 0.25;
/** A deadline that moves on with the calls is another after so many milliseconds, give or take so many; fewer calls may be the parts of one request, which share theirs. */
const sameDeadline = { after: 5, within: 2, parts: 5 };

interface Answer {
  call: ServerUnaryCall<unknown, unknown>;
  response: unknown;
  /** Milliseconds that the call had left when it came: Infinity without a deadline. */
  time: number;
}

/** Counts what the server is asked and answers. */
export class Tally {
  #calls = 0;
  #failed = 0;
  #inFlight = 0;
  /** At the same time: ever, since the last turn, and from the turn before to that. */
  #most = { ever: 0, lately: 0, before: 0 };
  #turnedAt = performance.now();
  #methods = new Map<string, number>();
  #requests = new DistinctCount();
  #sums = { right: 0, wrong: 0 };
  #deadlines = new DistinctCount();
  #moments = { count: 0, last: 0, still: 0 };
  #time = { longest: 0, fresh: 0, shared: 0 };
  /** The deadline that calls in a row have, since when they come with it and how many they are. */
  #row = { deadline: 0, since: 0, calls: 0 };
  #addends = new Map<string, number>();
  #headers = new Map<string, HeaderCount>();
  #waiting: Answer[] = [];

  begin(now: number, time: number): void {
    const most = this.#most;
    most.lately = Math.max(most.lately, ++this.#inFlight);
    most.ever = Math.max(most.ever, most.lately);
    const moment = Math.floor(now / deadlineGrain);
    if (!Number.isFinite(time) || moment === this.#moments.last || this.#deadlines.isFull) return;
    this.#moments.count++;
    this.#moments.still++;
    this.#moments.last = moment;
  }

  end(): void {
    this.#inFlight--;
  }

  /** Takes note of an answer. The books are kept later, many at once: no caller should wait for them. */
  add(answer: Answer, error: unknown): void {
    if (error) return void this.#failed++;
    if (this.#waiting.push(answer) >= mostWaiting) this.#keepBooks();
  }

  #keepBooks(): void {
    for (const answer of this.#waiting.splice(0)) this.#count(answer);
  }

  #count({ call, response, time }: Answer): void {
    this.#calls++;
    const { request } = call;
    const path = call.getPath();
    countUp(this.#methods, path);
    this.#requests.add(`${path} ${textOf(request)}`);
    if (path.endsWith('/SumAsync') && Array.isArray(request) && request.length === 2 && typeof response === 'number') {
      this.#sums[((Number(request[0]) + Number(request[1])) | 0) === response ? 'right' : 'wrong']++;
      countUp(this.#addends, String(request[1]));
    }
    const deadline = Number(call.getDeadline());
    if (Number.isFinite(deadline)) {
      if (!this.#deadlines.add(Math.round(deadline / deadlineGrain))) this.#moments.still = 0;
      this.#time.longest = Math.max(this.#time.longest, time);
      if (time >= freshShare * this.#time.longest) this.#time.fresh++;
      if (this.#isShared(deadline, deadline - time)) this.#time.shared++;
    }
    for (const [name, value] of Object.entries(call.metadata.getMap())) {
      if (!isCustom(name)) continue;
      let header = this.#headers.get(name);
      if (!header && this.#headers.size < mostNames) this.#headers.set(name, (header = new HeaderCount()));
      header?.add(String(value));
    }
  }

  /** Whether the call that came then has the deadline of those before it, and that has stood still while time went on. */
  #isShared(deadline: number, came: number): boolean {
    const row = this.#row;
    if (Math.abs(deadline - row.deadline) > sameDeadline.within)
      Object.assign(row, { deadline, since: came, calls: 0 });
    return ++row.calls > sameDeadline.parts && came - row.since >= sameDeadline.after;
  }

  /** Forgets what is of late no more. */
  turnOver(now: number): void {
    if (now - this.#turnedAt < lately) return;
    this.#turnedAt = now;
    this.#most.before = this.#most.lately;
    this.#most.lately = this.#inFlight;
  }

  served(): Omit<Served, 'held'> {
    this.#keepBooks();
    return {
      at: performance.now(),
      calls: this.#calls,
      failed: this.#failed,
      mostInFlight: this.#most.ever,
      mostLately: Math.max(this.#most.before, this.#most.lately),
      methods: Object.fromEntries(this.#methods),
      sums: { ...this.#sums },
      addends: Object.fromEntries(this.#addends),
      requests: this.#requests.toJSON(),
      deadlines: {
        ...this.#deadlines.toJSON(),
        moments: this.#moments.count,
        still: this.#moments.still,
        ...this.#time,
      },
      headers: Object.fromEntries([...this.#headers].map(([name, count]) => [name, count.toJSON()])),
    };
  }
}

/** Several values of one name arrive as one, divided by commas (RFC 9110, section 5.3); or it is one value that has a comma in it. */
class HeaderCount {
  #values = new DistinctCount();
  #parts = new DistinctCount();
  #several = 0;
  #twice = 0;
  #again = 0;

  add(value: string): void {
    const parts = value.split(', ');
    const different = new Set(parts);
    const known = [...different].filter((part) => this.#parts.add(part));
    this.#values.add(value);
    if (parts.length > 1) this.#several++;
    if (parts.length > different.size) this.#twice++;
    if (known.length > 0) this.#again++;
  }

  toJSON(): Served['headers'][string] {
    return { ...this.#values.toJSON(), several: this.#several, twice: this.#twice, again: this.#again };
  }
}

/** A service of the program's own may read what JSON has not, as a bigint. */
function textOf(request: unknown): string {
  try {
    return JSON.stringify(request);
  } catch {
    return JSON.stringify(request, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  }
}

function countUp(counts: Map<string, number>, name: string): void {
  const count = counts.get(name);
  if (count !== undefined || counts.size < mostNames) counts.set(name, (count ?? 0) + 1);
}

/** What HTTP/2 and gRPC put there by themselves is not the caller's. */
const isCustom = (name: string) =>
  !name.startsWith(':') && !name.startsWith('grpc-') && !['user-agent', 'content-type', 'te'].includes(name);
