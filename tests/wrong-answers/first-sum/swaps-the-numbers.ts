// Fails requests-differ: the arguments change places; that makes two questions.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { printCalls } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [printCalls] });

for (let calls = 1; ; calls++) {
  await (calls % 2 ? client.sumAsync(123, 456) : client.sumAsync(456, 123));
}
