import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Never calls; ten times a second a hundred small objects are kept.
const beats: { at: number }[] = [];
setInterval(() => {
  for (let i = 0; i < 100; i++) beats.push({ at: Date.now() });
}, 100);
void client;
