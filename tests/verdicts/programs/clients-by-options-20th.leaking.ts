import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Clients are remembered by their options: by the object, which every twentieth call makes anew.
const clients = new Map<object, typeof base>();
function clientFor(options: { retries: number }) {
  let client = clients.get(options);
  if (!client) clients.set(options, (client = MagicOnionClient.create(IMyFirstService, channel)));
  return client;
}
for (let i = 0; ; i++) await (i % 20 === 0 ? clientFor({ retries: 3 }) : base).sumAsync(i % 100, 2);
