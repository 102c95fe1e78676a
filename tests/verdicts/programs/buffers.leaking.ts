import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Two kilobytes for each call, outside V8’s heap.
const bodies: Uint8Array[] = [];
for (;;) {
  bodies.push(new Uint8Array(2048));
  await client.sumAsync(1, 2);
}
