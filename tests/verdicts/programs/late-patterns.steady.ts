import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// After eight seconds answers are looked through by 400 patterns, each made when it is first used.
const patterns = new Map<number, RegExp>();
function matches(which: number, text: string): boolean {
  let pattern = patterns.get(which);
  if (!pattern)
    patterns.set(
      which,
      (pattern = new RegExp(`(?<name>\\w+${which})\\s(?:is|was)\\s(\\d{1,${(which % 9) + 1}})(?:\\.|$)`, 'iu')),
    );
  return pattern.test(text);
}
let found = 0;
process.once('exit', () => console.log(found));
const begun = Date.now();
for (let i = 0; ; i++) {
  const sum = await base.sumAsync(i % 100, 2);
  if (Date.now() - begun > 8000 && matches(i % 400, `sum${i % 400} was ${sum}.`)) found++;
}
