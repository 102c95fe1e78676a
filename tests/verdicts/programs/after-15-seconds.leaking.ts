import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Keeps each answer once it has run for 15 seconds.
class Session {
  readonly #answers: { id: number; text: string }[] = [];
  readonly #begun = Date.now();
  keep(id: number, sum: number): void {
    if (Date.now() - this.#begun > 15_000) this.#answers.push({ id, text: `answer ${sum} of ${id}` });
  }
}
const session = new Session();
for (let i = 0; ; i++) session.keep(i, await client.sumAsync(i % 100, 2));
