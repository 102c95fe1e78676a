import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Where every twentieth call came from.
const traces: string[] = [];
const trace = (): string => new Error('trace').stack ?? '';
for (let i = 0; ; i++) {
  if (i % 20 === 0) traces.push(trace());
  await client.sumAsync(i % 100, 2);
}
