import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A derived client for each user, kept for good.
const clients = new Map<string, typeof client>();
for (let i = 0; ; i++) {
  const user = `user-${i}`;
  clients.set(user, client.withHeaders({ 'x-user': user }));
  await clients.get(user)!.sumAsync(i % 100, 2);
}
