import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// A client for ten calls each.
for (;;) {
  const fresh = MagicOnionClient.create(IMyFirstService, channel);
  for (let i = 0; i < 10; i++) await fresh.sumAsync(i, 2);
}
