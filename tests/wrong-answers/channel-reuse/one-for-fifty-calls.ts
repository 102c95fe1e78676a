// Fails channel-reused: fewer channels, and each of them forgotten all the same: the leak is slower, not gone.
import { credentials } from '@grpc/grpc-js';
import { SumClient } from './sum-client.ts';

const address = `127.0.0.1:${process.env.PORT ?? 5000}`;
let client = new SumClient(address, credentials.createInsecure());

for (let calls = 1; ; calls++) {
  if (calls % 50 === 0) client = new SumClient(address, credentials.createInsecure());
  const sum = await client.sum(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}
