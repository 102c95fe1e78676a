import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A module, and what it imports, that is loaded after six seconds.
const begin = performance.now() + 6000;
let loaded = false;
for (;;) {
  if (!loaded && performance.now() > begin) {
    loaded = true;
    await import('./magiconion/server.ts');
  }
  await client.sumAsync(1, 2);
}
