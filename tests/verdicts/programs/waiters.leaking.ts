import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A semaphore that counts wrongly: each call leaves somebody waiting who is never woken.
const waiting: (() => void)[] = [];
const acquire = () => new Promise<void>((resolve) => waiting.push(resolve));
async function audit(sum: number) {
  await acquire();
  console.log(sum);
}
for (let i = 0; ; i++) void audit(await client.sumAsync(i % 100, 2));
