import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A listener for each call on a signal that never aborts.
const shutdown = new AbortController();
process.setMaxListeners?.(0);
for (let i = 0; ; i++) {
  shutdown.signal.addEventListener('abort', () => console.log(`call ${i} was open`));
  await client.sumAsync(1, 2);
}
