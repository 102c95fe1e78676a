import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// AbortSignal.any over a signal that lives long, its result kept.
const shutdown = new AbortController();
const open: AbortSignal[] = [];
for (;;) {
  open.push(AbortSignal.any([shutdown.signal, AbortSignal.timeout(60_000)]));
  await client.sumAsync(1, 2);
}
