import { setTimeout as sleep } from 'node:timers/promises';
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Six seconds of calls, two of calls that are too late. After five failures a breaker is open for 200 milliseconds.
class Breaker {
  #failures = 0;
  #openUntil = 0;
  last: unknown = null;
  async run<T>(call: () => Promise<T>): Promise<T | null> {
    if (Date.now() < this.#openUntil) return null;
    try {
      const answer = await call();
      this.#failures = 0;
      return answer;
    } catch (error) {
      this.last = error;
      if (++this.#failures % 5 === 0) this.#openUntil = Date.now() + 200;
      return null;
    }
  }
}
const breaker = new Breaker();
for (let i = 0; ; i++) {
  const isDown = Date.now() % 8000 > 6000;
  const deadline = new Date(Date.now() + (isDown ? -1 : 5000));
  const answer = await breaker.run(() => Promise.resolve(base.withDeadline(deadline).sumAsync(i % 100, 2)));
  if (answer === null) await sleep(5);
}
