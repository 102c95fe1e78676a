import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

const jobs: { id: number; body: string }[] = [];
for (let i = 0; ; i++) {
  const lines = Array.from({ length: 8 }, (_, n) => ({ line: n, item: (i + n) % 97 }));
  jobs.push({ id: i, body: JSON.stringify({ id: i, user: `user ${i % 50}`, lines }) });
  const job = i % 4 ? jobs.shift()! : jobs[0]!;
  await client.sumAsync(job.id % 100, job.body.length);
}
