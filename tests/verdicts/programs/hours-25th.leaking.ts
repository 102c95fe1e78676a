import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// One call in twenty-five is to be forgotten in an hour.
const recent = new Map<number, { at: Date; note: string }>();
for (let i = 0; ; i++) {
  await client.sumAsync(i % 100, 2);
  if (i % 25) continue;
  recent.set(i, { at: new Date(), note: `call ${i}` });
  setTimeout(() => recent.delete(i), 3_600_000).unref();
}
