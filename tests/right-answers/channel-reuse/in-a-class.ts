// Right: a class holds the client, and twenty calls are under way.
import { credentials } from '@grpc/grpc-js';
import { SumClient } from './sum-client.ts';

const address = `127.0.0.1:${process.env.PORT ?? 5000}`;

class Sums {
  readonly #client = new SumClient(address, credentials.createInsecure());
  async add(x: number, y: number): Promise<number> {
    return this.#client.sum(x, y);
  }
}

const sums = new Sums();
for (;;) await Promise.all(Array.from({ length: 20 }, (_, x) => sums.add(x, 456)));
