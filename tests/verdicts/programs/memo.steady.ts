import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Answers by their question, of which there are 2,500.
const answers = new Map<string, number>();
for (let i = 0; ; i++) {
  const [x, y] = [i % 50, (i * 7) % 2500];
  const sum = await client.sumAsync(x, y);
  answers.set(`${x} + ${y}`, sum);
}
