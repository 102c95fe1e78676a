import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Every seventh sum is written to an audit that nobody reads.
const audit: { at: number; a: number; sum: number }[] = [];
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (i % 7 === 0) audit.push({ at: Date.now(), a: i, sum });
}
