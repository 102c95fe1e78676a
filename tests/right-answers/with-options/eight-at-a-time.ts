// Right: a service class, eight requests at a time.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

class Requests {
  readonly #base = MagicOnionClient.create(
    IMyFirstService,
    GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`),
  );
  handle(tenant: string, x: number): Promise<number> {
    const deadline = new Date(Date.now() + 5000);
    return this.#base.withDeadline(deadline).withHeaders({ 'x-tenant': tenant }).sumAsync(x, 456);
  }
}

const requests = new Requests();
for (let n = 0; ; n += 8) {
  await Promise.all(
    Array.from({ length: 8 }, (_, i) => requests.handle(`tenant-${(n + i) % 64}`, n % 1000)),
  );
}
