import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// The last ten thousand lines of a log, 500 a second: all there after twenty seconds.
const log: string[] = [];
setInterval(async () => {
  for (let n = 0; n < 10; n++) {
    const sum = await client.sumAsync(n, 2);
    log.push(`${new Date().toISOString()} INFO sum=${sum}`);
    if (log.length > 10_000) log.shift();
  }
}, 20);
