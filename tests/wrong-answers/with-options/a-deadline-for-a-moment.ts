// Fails deadlines-differ: a deadline for the calls of 40 ms is shared all the same, if only for a moment.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
let deadline = new Date(Date.now() + 2000);

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  if (Number(deadline) - Date.now() < 1960) deadline = new Date(Date.now() + 2000);
  const client = base.withHeaders({ 'x-tenant': tenant }).withDeadline(deadline);
  const sum = await client.sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
}
