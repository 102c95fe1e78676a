// Right: a hundred questions from a generator, ten at a time.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { printCalls } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [printCalls] });

function* questions(): Generator<[number, number]> {
  for (;;) for (let x = 0; x < 100; x++) yield [x, 1000 - x];
}

const source = questions();
for (;;) {
  const ten = Array.from({ length: 10 }, () => source.next().value as [number, number]);
  await Promise.all(ten.map(([x, y]) => client.sumAsync(x, y)));
}
