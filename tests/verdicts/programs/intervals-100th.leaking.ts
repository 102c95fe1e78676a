import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A poller for every hundredth call that nobody stops; it holds a page of the answers.
for (let i = 0; ; i++) {
  if (i % 100 === 0) {
    const page = Array.from({ length: 200 }, (_, n) => ({ n, i }));
    setInterval(() => page.reverse(), 30_000).unref();
  }
  await client.sumAsync(i % 100, 2);
}
