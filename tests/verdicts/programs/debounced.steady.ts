import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Each call puts off a timer of half a second.
let timer: ReturnType<typeof setTimeout> | undefined;
for (let i = 0; ; i++) {
  clearTimeout(timer);
  timer = setTimeout(() => console.log(`quiet after call ${i}`), 500);
  await client.sumAsync(i % 100, 2);
}
