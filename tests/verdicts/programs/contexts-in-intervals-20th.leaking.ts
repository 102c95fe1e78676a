import { AsyncLocalStorage } from 'node:async_hooks';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Every twentieth request starts a heartbeat that nobody stops: it keeps the request's context.
interface Request {
  readonly id: number;
  readonly user: string;
  readonly rights: string[];
}
const requests = new AsyncLocalStorage<Request>();
function heartbeat() {
  if (!requests.getStore()) throw new Error('A heartbeat belongs to a request.');
}
for (let id = 0; ; id++) {
  const rights = Array.from({ length: 20 }, (_, n) => `right-${id}-${n}`);
  await requests.run({ id, user: `user-${id}`, rights }, async () => {
    if (id % 20 === 0) setInterval(heartbeat, 30_000);
    await base.sumAsync(id % 100, 2);
  });
}
