// Fails channel-reused: eight clients, each made once: eight channels, where one carries all calls.
import { credentials } from '@grpc/grpc-js';
import { SumClient } from './sum-client.ts';

const address = `127.0.0.1:${process.env.PORT ?? 5000}`;
const pool = Array.from({ length: 8 }, () => new SumClient(address, credentials.createInsecure()));

for (let calls = 1; ; calls++) {
  const sum = await pool[calls % pool.length]!.sum(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}
