// Right: one client, and a hundred answers are kept.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IArithmetic } from './arithmetic.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IArithmetic, channel);
const recent = new Map<string, number>();

async function ask(question: string, call: () => Promise<number>): Promise<number> {
  const known = recent.get(question);
  if (known !== undefined) return known;
  const answer = await call();
  recent.set(question, answer);
  if (recent.size > 100) recent.delete(recent.keys().next().value!);
  return answer;
}

for (let round = 1; ; round++) {
  const x = Math.floor(Math.random() * 10_000);
  const sum = await ask(`${x} + 456`, () => client.sumAsync(x, 456));
  await ask(`${x} - 456`, () => client.differenceAsync(x, 456));
  await ask(`${x} × 456`, () => client.productAsync(x, 456));
  if (round % 1000 === 1) console.log(`Round ${round}: ${sum}; ${recent.size} answers kept`);
}
