// Fails enough-calls: a program that ends before its heap has settled shows nothing.
import { credentials } from '@grpc/grpc-js';
import { SumClient } from './sum-client.ts';

const address = `127.0.0.1:${process.env.PORT ?? 5000}`;
const client = new SumClient(address, credentials.createInsecure());

for (let calls = 1; calls <= 500; calls++) {
  const sum = await client.sum(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}
client.close();
