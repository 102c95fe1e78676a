import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Twelve thousand users at random; the eight thousand seen latest are kept.
const users = new Map<number, { id: number; name: string; seen: number[] }>();
for (;;) {
  const id = Math.floor(Math.random() * 12_000);
  const user = users.get(id) ?? { id, name: `user ${id}`, seen: [] };
  users.delete(id);
  users.set(id, user);
  user.seen = [...user.seen.slice(-3), await client.sumAsync(id % 100, 2)];
  if (users.size > 8000) users.delete(users.keys().next().value!);
}
