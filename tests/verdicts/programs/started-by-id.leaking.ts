import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// When each call began. What has ended is deleted by its text, which is no key here.
const started = new Map<unknown, number>();
let slowest = 0;
function finished(id: string) {
  slowest = Math.max(slowest, performance.now() - (started.get(Number(id)) ?? 0));
  started.delete(id);
}
for (let id = 0; ; id++) {
  started.set(id, performance.now());
  await base.sumAsync(id % 100, 2);
  finished(String(id));
}
