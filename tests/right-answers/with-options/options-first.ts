// Right: withOptions for all of it, with another patience.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const template = MagicOnionClient.create(IMyFirstService, channel);
const forCustomer = (id: number) =>
  template.withOptions({
    headers: { 'x-tenant': `customer-${id}`, 'x-source': 'web' },
    deadline: new Date(Date.now() + 30_000),
  });

for (let calls = 1; ; calls++) {
  const sum = await forCustomer(calls % 250).sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${sum}`);
}
