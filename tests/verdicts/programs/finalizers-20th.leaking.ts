import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// What is to be cleaned up is held by its own clean-up.
const registry = new FinalizationRegistry<{ resource: { id: number } }>(({ resource }) =>
  console.log('gone', resource.id),
);
for (let i = 0; ; i++) {
  if (i % 20 === 0) {
    const resource = { id: i };
    registry.register(resource, { resource });
  }
  await client.sumAsync(i % 100, 2);
}
