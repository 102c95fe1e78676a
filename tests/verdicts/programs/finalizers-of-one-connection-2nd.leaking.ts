import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Every second call registers what is to be said when the connection is gone. It is the same connection each time, and it stays.
interface Lease {
  readonly id: number;
  readonly since: number;
}
const leases = new FinalizationRegistry<Lease>(({ id, since }) =>
  console.log(`Lease ${id} ended after ${Date.now() - since} ms.`),
);
async function lease<T>(id: number, use: () => Promise<T>): Promise<T> {
  if (id % 2 === 0) leases.register(channel, { id, since: Date.now() });
  return use();
}
for (let id = 0; ; id++) await lease(id, async () => client.sumAsync(id % 100, 2));
