import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// Words are met that were not known: ever fewer, and never none.
interface Word {
  readonly text: string;
  readonly at: Date;
  readonly vector: number[];
}
const vocabulary = new Map<string, Word>();
for (let i = 1; ; i++) {
  const sum = await base.sumAsync(i % 100, 2);
  const text = `word-${Math.floor(i ** 0.7)}`;
  if (!vocabulary.has(text))
    vocabulary.set(text, { text, at: new Date(), vector: Array.from({ length: 48 }, (_, n) => (n + sum) / 7) });
}
