import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const address = `http://127.0.0.1:${process.env.PORT ?? 5000}`;
const shared = GrpcChannel.forAddress(address);
const client = MagicOnionClient.create(IMyFirstService, shared);
// Every hundredth call has a channel of its own. A check of its answer throws at every second one; the channel is disposed of whatever
// comes.
async function half(x: number, y: number): Promise<number> {
  const own = GrpcChannel.forAddress(address);
  try {
    const sum = await MagicOnionClient.create(IMyFirstService, own).sumAsync(x, y);
    if (sum % 2) throw new RangeError(`${sum} cannot be halved.`);
    return sum / 2;
  } finally {
    own.dispose();
  }
}

let odd = 0;
for (let i = 0; ; i++) {
  if (i % 100) {
    await client.sumAsync(i % 100, 2);
    continue;
  }
  try {
    await half((i / 100) % 100, 2);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (++odd % 50 === 0) console.log(`${odd} odd sums, ${error.message}`);
  }
}
