import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Sixteen workers. A formatter for each of twelve languages and five currencies; another is used for the first time after each forty calls.
const languages = ['en', 'de', 'fr', 'ja', 'zh', 'es', 'it', 'ko', 'pt', 'nl', 'sv', 'pl'];
const currencies = ['EUR', 'USD', 'JPY', 'GBP', 'CHF'];
function memoize<A extends string[], R>(make: (...args: A) => R): (...args: A) => R {
  const made = new Map<string, R>();
  return (...args) => {
    const key = args.join('|');
    let result = made.get(key);
    if (result === undefined) made.set(key, (result = make(...args)));
    return result;
  };
}
const formatter = memoize(
  (language: string, currency: string) => new Intl.NumberFormat(language, { style: 'currency', currency }),
);
let calls = 0;
async function work(worker: number): Promise<void> {
  for (;;) {
    const kind = calls % Math.min(60, 1 + Math.floor(calls / 40));
    const sum = await client.sumAsync(calls++ % 100, worker);
    const text = formatter(languages[kind % 12]!, currencies[Math.floor(kind / 12)]!).format(sum / 7);
    if (calls % 20_000 === 0) console.log(text);
  }
}
await Promise.all(Array.from({ length: 16 }, (_, worker) => work(worker)));
