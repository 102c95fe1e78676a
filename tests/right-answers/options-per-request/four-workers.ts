// Right: four workers share the base, with eighty milliseconds each time.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
let requests = 0;

async function work(): Promise<never> {
  for (;;) {
    const n = ++requests;
    const client = base
      .withDeadline(new Date(Date.now() + 80))
      .withHeaders({ 'x-tenant': `tenant-${n % 100}` });
    try {
      await client.sumAsync(n % 1000, 456);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

await Promise.all(Array.from({ length: 4 }, work));
