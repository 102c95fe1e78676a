import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// Sixteen workers, each with a client for each call.
const work = async () => {
  for (;;) await MagicOnionClient.create(IMyFirstService, channel).sumAsync(1, 2);
};
await Promise.all(Array.from({ length: 16 }, work));
