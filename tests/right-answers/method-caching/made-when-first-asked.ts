// Right: made at the first call, and derived from for each.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const lazily = <T>(make: () => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};
const channel = lazily(() =>
  GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`),
);
const sums = lazily(() => MagicOnionClient.create(IMyFirstService, channel()));

for (let calls = 1; ; calls++) {
  const sum = await sums()
    .withHeaders({ 'x-call': `${calls % 7}` })
    .sumAsync(calls % 50, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: ${sum}`);
}
