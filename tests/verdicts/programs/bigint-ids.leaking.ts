import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const issued: bigint[] = [];
for (let i = 0; ; i++) {
  issued.push((BigInt(Date.now()) << 20n) | BigInt(i % 1_000_000));
  await client.sumAsync(i % 100, 2);
}
