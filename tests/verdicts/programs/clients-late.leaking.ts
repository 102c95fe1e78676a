import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Makes a client for each call only after 12 seconds.
const begin = performance.now() + 12_000;
for (;;) {
  const late = performance.now() > begin;
  await (late ? MagicOnionClient.create(IMyFirstService, channel) : client).sumAsync(1, 2);
}
