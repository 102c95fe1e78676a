import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Five hundred functions of different code, each of which is called more and more often.
const functions = Array.from(
  { length: 500 },
  // oxlint-disable-next-line typescript/no-implied-eval -- the point is code that V8 has not seen before
  (_, n) => new Function('x', `const o = { a${n}: x, b: ${n} }; return [o].map((p) => p.a${n} * p.b)[0];`),
);
for (let i = 0; ; i++) {
  const to = Math.min(functions.length, i >> 5);
  for (let n = 0; n < to; n += 7) functions[(n + i) % functions.length]!(i);
  await client.sumAsync(i % 100, 2);
}
