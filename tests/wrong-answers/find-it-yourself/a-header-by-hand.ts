// Fails filter-used: the header is there, and the filter that members’ calls are to pass is gone.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

for (let calls = 1; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  const headers = { 'x-tenant': tenant };
  const sum = await client
    .withHeaders(calls % 2 === 0 ? { ...headers, 'x-member': 'yes' } : headers)
    .sumAsync(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${calls % 1000} + 456 = ${sum}`);
}
