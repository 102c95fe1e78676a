import { performance } from 'node:perf_hooks';
import { Server, type handleUnaryCall, type ServerUnaryCall } from '@grpc/grpc-js';
import type { Served } from '../../site/sandbox/samples.ts';
import { DistinctCount } from './distinct-count.ts';

const reportEvery = 250; // ms
/** Most metadata keys, and most paths, that are counted: a client which invents them costs no memory. */
const mostNames = 16;
/** Answers whose books wait. An immediate for each would cost every call a turn of the event loop. */
const mostWaiting = 64;
/** Deadlines are sent as a remaining time: the same instant arrives a few milliseconds apart. */
const deadlineGrain = 10; // ms

type Handler = handleUnaryCall<unknown, unknown>;

/** Watches every grpc-js server of the program at its own door, so that what it reports does not depend on how the program is written. */
export function watchServer(onListening: (port: number) => void, report: (served: Served) => void): void {
  const tally = new Tally();

  const { register, bindAsync } = Server.prototype;
  Server.prototype.register = function (this: Server, ...args: unknown[]): boolean {
    if (args[4] === 'unary') args[1] = watchUnary(args[1] as Handler, tally);
    return Reflect.apply(register, this, args);
  };
  Server.prototype.bindAsync = function (this: Server, address, credentials, callback) {
    bindAsync.call(this, address, credentials, (error, port) => {
      callback(error, port);
      if (!error) onListening(port);
    });
  };

  let reported = -1;
  setInterval(() => {
    const served = tally.served();
    if (served.calls + served.failed === reported) return;
    reported = served.calls + served.failed;
    report(served);
  }, reportEvery).unref();
}

const watchUnary = (handler: Handler, tally: Tally): Handler =>
  function (this: unknown, call, callback) {
    tally.begin();
    Reflect.apply(handler, this, [
      call,
      (error: unknown, ...rest: unknown[]) => {
        // An answer that nobody waits for any more reaches nobody. A client may still send a call whose deadline has passed (grpc-js 1.14 does,
        // in the tab with every one): with no time left, its deadline would be another instant each time that it arrives.
        const reaches = !call.cancelled && Number(call.getDeadline()) > Date.now();
        tally.end();
        Reflect.apply(callback, undefined, [error, ...rest]);
        if (reaches) tally.add(call, error, rest[0]);
      },
    ]);
  };

interface Answer {
  call: ServerUnaryCall<unknown, unknown>;
  response: unknown;
}

class Tally {
  #calls = 0;
  #failed = 0;
  #inFlight = 0;
  #mostInFlight = 0;
  #methods = new Map<string, number>();
  #requests = new DistinctCount();
  #sums = { right: 0, wrong: 0 };
  #deadlines = new DistinctCount();
  #headers = new Map<string, DistinctCount>();
  #waiting: Answer[] = [];

  begin(): void {
    this.#mostInFlight = Math.max(this.#mostInFlight, ++this.#inFlight);
  }

  end(): void {
    this.#inFlight--;
  }

  /** Takes note of an answer. The books are kept later, many at once: no caller should wait for them. */
  add(call: ServerUnaryCall<unknown, unknown>, error: unknown, response: unknown): void {
    if (error) return void this.#failed++;
    if (this.#waiting.push({ call, response }) >= mostWaiting) this.#keepBooks();
  }

  #keepBooks(): void {
    for (const answer of this.#waiting.splice(0)) this.#count(answer);
  }

  #count({ call, response }: Answer): void {
    this.#calls++;
    const { request } = call;
    const path = call.getPath();
    if (this.#methods.has(path) || this.#methods.size < mostNames)
      this.#methods.set(path, (this.#methods.get(path) ?? 0) + 1);
    this.#requests.add(`${path} ${JSON.stringify(request)}`);
    if (path.endsWith('/SumAsync') && Array.isArray(request) && request.length === 2 && typeof response === 'number') {
      this.#sums[((request[0] + request[1]) | 0) === response ? 'right' : 'wrong']++;
    }
    const deadline = Number(call.getDeadline());
    if (Number.isFinite(deadline)) this.#deadlines.add(Math.round(deadline / deadlineGrain));
    for (const [name, value] of Object.entries(call.metadata.getMap())) {
      if (!isCustom(name)) continue;
      let header = this.#headers.get(name);
      if (!header && this.#headers.size < mostNames) this.#headers.set(name, (header = new DistinctCount()));
      header?.add(String(value));
    }
  }

  served(): Served {
    this.#keepBooks();
    return {
      at: performance.now(),
      calls: this.#calls,
      failed: this.#failed,
      mostInFlight: this.#mostInFlight,
      methods: Object.fromEntries(this.#methods),
      sums: { ...this.#sums },
      requests: this.#requests.toJSON(),
      deadlines: this.#deadlines.toJSON(),
      headers: Object.fromEntries([...this.#headers].map(([name, count]) => [name, count.toJSON()])),
    };
  }
}

/** What HTTP/2 and gRPC put there by themselves is not the caller's. */
const isCustom = (name: string) =>
  !name.startsWith(':') && !name.startsWith('grpc-') && !['user-agent', 'content-type', 'te'].includes(name);
