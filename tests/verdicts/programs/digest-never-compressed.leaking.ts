import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A digest of how long calls took. It is compressed when it is asked for a quantile, and it is not asked.
class Digest {
  #means: number[] = [];
  #weights: number[] = [];
  add(value: number, weight = 1): void {
    this.#means.push(value);
    this.#weights.push(weight);
  }
  quantile(q: number): number {
    this.#compress();
    return this.#means[Math.floor(q * (this.#means.length - 1))] ?? NaN;
  }
  #compress(): void {
    const sorted = this.#means.map((mean, n) => ({ mean, weight: this.#weights[n]! })).sort((a, b) => a.mean - b.mean);
    const kept = sorted.filter((_, n) => n % Math.ceil(sorted.length / 100) === 0);
    this.#means = kept.map(({ mean }) => mean);
    this.#weights = kept.map(({ weight }) => weight);
  }
}
const took = new Digest();
process.once('exit', () => console.log(took.quantile(0.99)));
for (let i = 0; ; i++) {
  const begun = performance.now();
  await client.sumAsync(i % 100, 2);
  took.add(performance.now() - begun, 1 + (i % 3));
}
