// Fails floor-steady: the client was collected before, too. What stays is its method, and the channel refers to that.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

for (let calls = 1; ; calls++) {
  let client: ReturnType<typeof create> | null = create();
  const sum = await client.sumAsync(123, 456);
  client = null;
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}

function create() {
  return MagicOnionClient.create(IMyFirstService, channel);
}
