// Right: the client is closed when the program ends, and it pauses now and then.
import { credentials } from '@grpc/grpc-js';
import { SumClient } from './sum-client.ts';

const address = `127.0.0.1:${process.env.PORT ?? 5000}`;
const client = new SumClient(address, credentials.createInsecure());
process.once('exit', () => client.close());

for (let calls = 1; ; calls++) {
  const sum = await client.sum(123, 456);
  if (calls % 1000 === 0) {
    console.log(`${calls} calls, the last gave ${sum}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
