// Right: a class holds it, and remembers the last hundred sums.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

class Adder {
  readonly #client = MagicOnionClient.create(IMyFirstService, channel);
  readonly last: number[] = [];
  async add(x: number, y: number): Promise<number> {
    const sum = await this.#client.sumAsync(x, y);
    if (this.last.push(sum) > 100) this.last.shift();
    return sum;
  }
}

const adder = new Adder();
for (let calls = 1; ; calls++) {
  await adder.add(calls % 4096, calls % 13);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${adder.last.at(-1)}`);
}
