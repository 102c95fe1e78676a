import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A linked list of jobs; one is done where two are added.
interface Job {
  readonly id: number;
  next: Job | null;
}
let head: Job = { id: 0, next: null };
let tail = head;
for (let id = 1; ; id++) {
  tail = tail.next = { id, next: null };
  if (id % 2) head = head.next ?? head;
  await client.sumAsync(head.id % 100, 2);
}
