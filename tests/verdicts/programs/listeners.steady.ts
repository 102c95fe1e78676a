import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A listener for each call, which goes with it.
const shutdown = new AbortController();
for (;;) {
  const stop = () => console.log('a call was open');
  shutdown.signal.addEventListener('abort', stop);
  await client.sumAsync(1, 2);
  shutdown.signal.removeEventListener('abort', stop);
}
