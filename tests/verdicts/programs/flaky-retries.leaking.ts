import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A quarter of the calls fail by their deadline, and what failed is kept for a report.
const failures: { at: number; why: unknown }[] = [];
for (let i = 0; ; i++) {
  const deadline = new Date(Date.now() + (i % 4 ? 5000 : -1));
  try {
    await client.withDeadline(deadline).sumAsync(i % 100, 2);
  } catch (why) {
    failures.push({ at: i, why });
  }
}
