import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// A class of a client's own, made anew for every thirtieth call.
class SumApi {
  readonly #client = MagicOnionClient.create(IMyFirstService, channel);
  sum(x: number, y: number): Promise<number> {
    return Promise.resolve(this.#client.sumAsync(x, y));
  }
}
let api = new SumApi();
for (let i = 0; ; i++) {
  if (i % 30 === 0) api = new SumApi();
  await api.sum(i % 100, 2);
}
