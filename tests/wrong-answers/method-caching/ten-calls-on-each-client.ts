// Fails floor-steady: ten times the calls, and still one entry for each client.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

for (let calls = 1; ; calls += 10) {
  const client = MagicOnionClient.create(IMyFirstService, channel);
  for (let i = 0; i < 10; i++) await client.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}`);
}
