import { Server, type handleUnaryCall } from '@grpc/grpc-js';
import type { Served } from '../../site/sandbox/protocol/samples.ts';
import { Door } from './door.ts';
import { Tally } from './tally.ts';

const reportEvery = 250; // ms
type Handler = handleUnaryCall<unknown, unknown>;

/** Watches every grpc-js server of the program at its own door, so that what it reports does not depend on how the program is written. */
export function watchServer(
  onListening: (port: number) => void,
  report: (served: Served) => void,
): {
  /** Keeps the calls that come from now on waiting, and sees which of them are taken back. */
  hold(): void;
  /** Answers one call late before that. */
  delay(): void;
} {
  const tally = new Tally();
  const door = new Door(() => tell());

  const { register, bindAsync } = Server.prototype;
  Server.prototype.register = function (this: Server, ...args: unknown[]): boolean {
    if (args[4] === 'unary') args[1] = watchUnary(args[1] as Handler, tally, door);
    return Reflect.apply(register, this, args);
  };
  Server.prototype.bindAsync = function (this: Server, address, credentials, callback) {
    bindAsync.call(this, address, credentials, (error, port) => {
      callback(error, port);
      if (!error) onListening(port);
    });
  };

  let reported = '';
  const tell = (): void => {
    const served = { ...tally.served(), held: door.held };
    tally.turnOver(served.at);
    const news = [served.calls, served.failed, ...Object.values(served.held)].join();
    if (news === reported) return;
    reported = news;
    report(served);
  };
  setInterval(tell, reportEvery).unref();
  return door;
}

const watchUnary = (handler: Handler, tally: Tally, door: Door): Handler =>
  function (this: unknown, call, callback) {
    const now = Date.now();
    const time = Number(call.getDeadline()) - now;
    door.receive(call, () => {
      tally.begin(now, time);
      Reflect.apply(handler, this, [
        call,
        (error: unknown, ...rest: unknown[]) => {
          // An answer that nobody waits for any more reaches nobody. A client may still send a call whose deadline has passed (grpc-js 1.14 does,
          // in the tab with every one): with no time left, its deadline would be another instant each time that it arrives.
          const reaches = !call.cancelled && Number(call.getDeadline()) > Date.now();
          tally.end();
          Reflect.apply(callback, undefined, [error, ...rest]);
          if (reaches) tally.add({ call, response: rest[0], time }, error);
        },
      ]);
    });
  };
