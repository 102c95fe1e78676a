import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;

for (let calls = 1; ; calls++) {
  // Each goes after its call.
  const channel = GrpcChannel.forAddress(address);
  await MagicOnionClient.create(IMyFirstService, channel).sumAsync(calls % 100, 456);
  channel.dispose();
}
