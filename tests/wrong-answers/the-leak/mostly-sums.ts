// Fails methods-called: ten sums for each difference and each product.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IArithmetic } from './arithmetic.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

// Made once: the channel keeps a `Method` for each method that each client calls.
const client = MagicOnionClient.create(IArithmetic, channel);

/** Answers of late, so that a question that comes again need not go to the server. Oldest first. */
const recent = new Map<string, { answer: number; askedAt: Date }>();
const mostRecent = 3000;

async function ask(question: string, call: () => Promise<number>): Promise<number> {
  const known = recent.get(question);
  if (known) return known.answer;
  const answer = await call();
  recent.set(question, { answer, askedAt: new Date() });
  if (recent.size > mostRecent) recent.delete(recent.keys().next().value!);
  return answer;
}

for (let round = 1; ; round++) {
  const x = Math.floor(Math.random() * 10_000);
  for (let i = 1; i < 10; i++) await ask(`${x + i} + 456`, () => client.sumAsync(x + i, 456));
  const sum = await ask(`${x} + 456`, () => client.sumAsync(x, 456));
  await ask(`${x} - 456`, () => client.differenceAsync(x, 456));
  await ask(`${x} × 456`, () => client.productAsync(x, 456));
  if (round % 999 === 1)
    console.log(`Round ${round}: ${x} + 456 = ${sum}; ${recent.size} answers kept`);
}
