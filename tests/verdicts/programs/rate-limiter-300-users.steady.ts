import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Twelve workers. Of each of 300 users the last twenty-four requests are known, to limit them by.
interface User {
  readonly name: string;
  readonly requests: { at: number; sum: number }[];
}
const users = new Map<number, User>();
let refused = 0;
process.once('exit', () => console.log(refused));
async function work(worker: number) {
  for (;;) {
    const id = Math.floor(Math.random() * 300);
    const user = users.get(id) ?? { name: `user-${id}`, requests: [] };
    users.set(id, user);
    const sum = await base.sumAsync(id % 100, worker);
    user.requests.push({ at: performance.now(), sum });
    if (user.requests.length > 24) user.requests.shift();
    if (user.requests.length === 24 && user.requests[0]!.at > performance.now() - 100) refused++;
  }
}
await Promise.all(Array.from({ length: 12 }, (_, worker) => work(worker)));
