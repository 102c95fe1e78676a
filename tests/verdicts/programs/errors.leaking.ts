import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// An error for each call, with its stack.
const errors: Error[] = [];
for (let i = 0; ; i++) {
  errors.push(new Error(`call ${i}`));
  await client.sumAsync(1, 2);
}
