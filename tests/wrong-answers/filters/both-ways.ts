// Fails traces-own: the id is set by hand, and the filter adds another.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import type { ClientFilter } from './magiconion/filters.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

let traces = 0;
const newTrace = () => `trace-${String(++traces).padStart(6, '0')}`;

/** Gives each call an id, by which it can be found in the logs of both sides. */
const tracing: ClientFilter = {
  async send(context, next) {
    context.callOptions.headers.add('x-trace', newTrace());
    return next(context);
  },
};

/** Asks whether the token is still good before a call goes out. It is; but asking takes a moment. */
const authorized: ClientFilter = {
  async send(context, next) {
    await new Promise((resolve) => setImmediate(resolve));
    return next(context);
  },
};

/** Made once: it holds the methods and the filters, and no headers that a call could meet. */
const base = MagicOnionClient.create(IMyFirstService, channel, {
  filters: [tracing, authorized],
});

/** A call has headers of its own, if only for the filters to fill. */
const clientFor = () => base.withHeaders({ 'x-trace': newTrace() });

let calls = 0;
let failed = 0;

async function work() {
  for (;;) {
    const call = ++calls;
    try {
      const sum = await clientFor().sumAsync(call % 1000, 456);
      if (call % 999 === 1) console.log(`Call ${call}: ${call % 1000} + 456 = ${sum}`);
    } catch (error) {
      if (failed++ % 100 === 0)
        console.log(`Call ${call}: ${(error as Error).message} (${failed} failed so far)`);
      // A pause after a failure: a server in trouble needs no more of the same.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

for (let worker = 0; worker < 4; worker++) void work();
