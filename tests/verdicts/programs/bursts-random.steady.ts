import { setTimeout as pause } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Between 50 and 800 calls at once, then up to three seconds of nothing.
for (;;) {
  const size = 50 + Math.floor(Math.random() * 750);
  await Promise.all(Array.from({ length: size }, (_, i) => client.sumAsync(i % 100, size)));
  await pause(Math.random() * 3000);
}
