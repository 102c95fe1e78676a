import { EventEmitter } from 'node:events';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A listener on an emitter for every twentieth call.
const bus = new EventEmitter().setMaxListeners(0);
for (let i = 0; ; i++) {
  if (i % 20 === 0) bus.on('shutdown', () => console.log(`call ${i} was open`));
  await client.sumAsync(1, 2);
}
