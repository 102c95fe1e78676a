import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Records are gathered, and let go by the 3,000.
let batch: { at: number; line: string }[] = [];
for (let i = 0; ; i++) {
  batch.push({ at: Date.now(), line: `call ${i}: ${await client.sumAsync(i % 100, 2)}` });
  if (batch.length === 3000) batch = [];
}
