import { EventEmitter } from 'node:events';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// One call in five listens for what comes next, and stays listening.
const events = new EventEmitter().setMaxListeners(0);
const onSum = (id: number) => (sum: number) => sum === id && console.log('found', id);
for (let i = 0; ; i++) {
  if (i % 5 === 0) events.on('found', onSum(i + 1e9));
  await client.sumAsync(i % 100, 2);
}
