import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A number a call, in one of ten lists.
const byKind: Record<string, number[]> = {};
for (let i = 0; ; i++) {
  const from = performance.now();
  await client.sumAsync(i % 100, 2);
  (byKind[`kind-${i % 10}`] ??= []).push(performance.now() - from);
}
