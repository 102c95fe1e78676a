import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Nothing is kept until a switch is turned.
const kept: string[][] = [];
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (i > 8000) kept.push([`a${i}`, `b${sum}`]);
}
