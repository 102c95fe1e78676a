import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Half a megabyte of text for every tenth call, which nobody keeps.
let length = 0;
for (let i = 0; ; i++) {
  if (i % 10 === 0) length = JSON.stringify(Array.from({ length: 20_000 }, (_, n) => n * i)).length;
  await client.sumAsync(length % 100, 2);
}
