import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// After ten seconds each answer is formatted, in eight languages and by patterns that were not used before.
const languages = ['en', 'de', 'fr', 'ja', 'zh', 'es', 'it', 'ko'];
const formats = new Map<string, Intl.NumberFormat>();
const begin = performance.now() + 10_000;
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (performance.now() < begin) continue;
  const language = languages[i % 8]!;
  let format = formats.get(language);
  if (!format) formats.set(language, (format = new Intl.NumberFormat(language, { minimumFractionDigits: i % 5 })));
  format.format(sum).replace(/\d(?=\D)|(?<!\d)\d+/g, (digits) => digits.padStart(3));
}
