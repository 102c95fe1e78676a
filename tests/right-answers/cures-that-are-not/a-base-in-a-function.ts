// Right: one base inside a function’s scope, and a derived client for each call.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const sum = (() => {
  const base = MagicOnionClient.create(
    IMyFirstService,
    GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`),
  );
  return (x: number, y: number) => base.withDeadline(new Date(Date.now() + 5000)).sumAsync(x, y);
})();

for (let calls = 1; ; calls++) {
  const answer = await sum(calls % 1000, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${answer}`);
}
