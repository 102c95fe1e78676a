import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Code that is first run after eight seconds: two hundred functions, made hot.
const functions = Array.from(
  { length: 200 },
  // oxlint-disable-next-line typescript/no-implied-eval -- the point is code that V8 has not seen before
  (_, n) => new Function('x', `let y = x; for (let i = 0; i < 50; i++) y += i * ${n}; return y;`),
);
const begin = performance.now() + 8000;
for (let i = 0; ; i++) {
  if (performance.now() > begin) functions[i % functions.length]!(i);
  await client.sumAsync(i % 100, 2);
}
