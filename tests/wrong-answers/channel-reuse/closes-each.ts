// Fails channel-reused: nothing is left behind, but every call pays for a channel of its own.
import { credentials } from '@grpc/grpc-js';
import { SumClient } from './sum-client.ts';

const address = `127.0.0.1:${process.env.PORT ?? 5000}`;

for (let calls = 1; ; calls++) {
  const client = new SumClient(address, credentials.createInsecure());
  const sum = await client.sum(123, 456);
  client.close();
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}
