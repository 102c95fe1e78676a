// Right: a function makes the client at its first call.
import { credentials } from '@grpc/grpc-js';
import { SumClient } from './sum-client.ts';

const address = `127.0.0.1:${process.env.PORT ?? 5000}`;
let client: SumClient | undefined;
const theClient = () => (client ??= new SumClient(address, credentials.createInsecure()));

for (let calls = 1; ; calls++) {
  const sum = await theClient().sum(calls, 1);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${sum}`);
}
