import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Fifty buffers of 32 kB, made as they are needed, by fifty workers.
const free: Uint8Array[] = [];
async function work() {
  for (;;) {
    const buffer = free.pop() ?? new Uint8Array(32_768);
    buffer[0] = await client.sumAsync(1, 2);
    free.push(buffer);
  }
}
await Promise.all(Array.from({ length: 50 }, work));
