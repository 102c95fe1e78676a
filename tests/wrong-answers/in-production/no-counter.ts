// Fails calls-counted: without a counter nothing grows, and nothing is counted.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const sum = await base.withHeaders({ 'x-tenant': tenant }).sumAsync(calls % 1000, 456);
  if (calls % 2000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
}
