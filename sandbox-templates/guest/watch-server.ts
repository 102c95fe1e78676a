import { performance } from 'node:perf_hooks';
import { Server, type handleUnaryCall, type ServerUnaryCall } from '@grpc/grpc-js';
import type { Served } from '../../site/sandbox/samples.ts';
import { DistinctCount } from './distinct-count.ts';

const reportEvery = 250; // ms
/** Most metadata keys that are counted, so that a client which invents keys costs no memory. */
const mostHeaders = 16;
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
    Reflect.apply(handler, this, [
      call,
      (error: unknown, ...rest: unknown[]) => {
        tally.add(call, error, rest[0]);
        Reflect.apply(callback, undefined, [error, ...rest]);
      },
    ]);
  };

class Tally {
  #calls = 0;
  #failed = 0;
  #sums = { right: 0, wrong: 0 };
  #deadlines = new DistinctCount();
  #headers = new Map<string, DistinctCount>();

  add(call: ServerUnaryCall<unknown, unknown>, error: unknown, response: unknown): void {
    if (error) return void this.#failed++;
    this.#calls++;
    const { request } = call;
    if (Array.isArray(request) && request.length === 2 && typeof response === 'number') {
      this.#sums[request[0] + request[1] === response ? 'right' : 'wrong']++;
    }
    const deadline = Number(call.getDeadline());
    if (Number.isFinite(deadline)) this.#deadlines.add(Math.round(deadline / deadlineGrain));
    for (const [name, value] of Object.entries(call.metadata.getMap())) {
      if (!isCustom(name)) continue;
      let header = this.#headers.get(name);
      if (!header && this.#headers.size < mostHeaders) this.#headers.set(name, (header = new DistinctCount()));
      header?.add(String(value));
    }
  }

  served(): Served {
    return {
      at: performance.now(),
      calls: this.#calls,
      failed: this.#failed,
      sums: { ...this.#sums },
      deadlines: this.#deadlines.toJSON(),
      headers: Object.fromEntries([...this.#headers].map(([name, count]) => [name, count.toJSON()])),
    };
  }
}

/** What HTTP/2 and gRPC put there by themselves is not the caller's. */
const isCustom = (name: string) => !name.startsWith(':') && !name.startsWith('grpc-') && !['user-agent', 'content-type', 'te'].includes(name);
