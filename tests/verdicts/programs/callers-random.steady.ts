import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A record for each of 4,000 callers, who come at random: the last of them take long to come.
const callers = new Map<number, { name: string; calls: number }>();
for (;;) {
  const id = Math.floor(Math.random() * 4000);
  let caller = callers.get(id);
  if (!caller) callers.set(id, (caller = { name: `caller ${id}`, calls: 0 }));
  caller.calls += 1;
  await client.sumAsync(id % 100, 2);
}
