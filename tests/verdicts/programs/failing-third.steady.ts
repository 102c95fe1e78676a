import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Every third call fails; the last ten errors are kept.
const recent: unknown[] = [];
for (let i = 0; ; i++) {
  const caller = i % 3 ? client : client.withDeadline(new Date(0));
  try {
    await caller.sumAsync(i % 100, 2);
  } catch (error) {
    recent.push(error);
    if (recent.length > 10) recent.shift();
  }
}
