// Right: a class, three requests at a time, and those that failed counted apart.
import { Counter, Registry } from 'prom-client';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
class Service implements Disposable {
  readonly #registry = new Registry();
  readonly #counter = new Counter({
    name: 'n_total',
    help: '…',
    labelNames: ['customer', 'ok'],
    registers: [this.#registry],
  });
  readonly #base = MagicOnionClient.create(IMyFirstService, channel);
  readonly #end = new AbortController();
  [Symbol.dispose] = () => this.#end.abort();
  async handle(n: number) {
    const t = 'tenant-' + (n % 100);
    try {
      const s = await this.#base
        .withHeaders({ 'x-tenant': t })
        .withCancellation(this.#end.signal)
        .withDeadline(new Date(Date.now() + 4000))
        .sumAsync(n % 1000, 456);
      this.#counter.inc({ customer: t, ok: 'yes' });
      return s;
    } catch {
      this.#counter.inc({ customer: t, ok: 'no' });
    }
  }
  get ended() {
    return this.#end.signal.aborted;
  }
}
const service = new Service();
process.on('SIGTERM', service[Symbol.dispose]);
let n = 0;
await Promise.all(
  [1, 2, 3].map(async () => {
    while (!service.ended) {
      const s = await service.handle(n++);
      if (n % 999 === 0) console.log(n, s);
    }
  }),
);
