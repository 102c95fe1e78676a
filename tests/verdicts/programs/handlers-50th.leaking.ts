import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Every fiftieth call subscribes a handler, with the request that it was for, and nobody unsubscribes.
class Bus {
  readonly #handlers: ((event: string) => void)[] = [];
  subscribe(handler: (event: string) => void) {
    this.#handlers.push(handler);
  }
  publish(event: string) {
    for (const handler of this.#handlers) handler(event);
  }
}
const bus = new Bus();
process.once('exit', () => bus.publish('end'));
for (let i = 0; ; i++) {
  if (i % 50 === 0) {
    const request = { id: i, trace: Array.from({ length: 40 }, (_, n) => `span ${i}.${n}`) };
    bus.subscribe((event) => void request.trace.push(event));
  }
  await client.sumAsync(i % 100, 2);
}
