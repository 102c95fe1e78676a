import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const sessions = new Map<string, { opened: number; basket: number[] }>();
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (i % 5) continue;
  const id = `session-${i}`;
  sessions.set(id, { opened: performance.now(), basket: new Array(80).fill(sum) });
  setTimeout(() => sessions.delete(id), 1000 + Math.random() * 5000);
}
