// Right: an interceptor under a base that has neither filters nor headers is given new ones for each call.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

let traces = 0;
const newTrace = () => `trace-${String(++traces).padStart(6, '0')}`;

const tracing = channel.intercept((headers) => {
  headers.add('x-trace', newTrace());
  return headers;
});

const authorized = () => new Promise((resolve) => setImmediate(resolve));

const base = MagicOnionClient.create(IMyFirstService, tracing);

let calls = 0;
let failed = 0;

async function work() {
  for (;;) {
    const call = ++calls;
    try {
      await authorized();
      const sum = await base.sumAsync(call % 1000, 456);
      if (call % 1000 === 1) console.log(`Call ${call}: ${call % 1000} + 456 = ${sum}`);
    } catch (error) {
      if (failed++ % 100 === 0)
        console.log(`Call ${call}: ${(error as Error).message} (${failed} failed so far)`);
      // A pause after a failure: a server in trouble needs no more of the same.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

for (let worker = 0; worker < 4; worker++) void work();
