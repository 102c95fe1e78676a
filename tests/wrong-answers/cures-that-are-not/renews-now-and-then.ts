// Fails channel-reused: a channel for a thousand calls is renewed all the same, and begins cold each time.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;
let channel = GrpcChannel.forAddress(address);

for (let calls = 1; ; calls++) {
  if (calls % 1000 === 0) {
    channel.dispose();
    channel = GrpcChannel.forAddress(address);
  }
  const sum = await MagicOnionClient.create(IMyFirstService, channel).sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}
