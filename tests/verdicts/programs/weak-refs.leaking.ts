import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A map of weak references: what they point to goes, they and their keys stay.
class Registry {
  readonly #byName = new Map<string, WeakRef<object>>();
  add(name: string, value: object) {
    this.#byName.set(name, new WeakRef(value));
  }
}
const registry = new Registry();
for (let i = 0; ; i++) registry.add(`answer ${i}`, { sum: await client.sumAsync(i % 100, 2) });
