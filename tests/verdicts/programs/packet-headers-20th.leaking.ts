import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// The first bytes of every twentieth packet: a view, which keeps the whole packet.
const headers: Uint8Array[] = [];
for (let i = 0; ; i++) {
  const sum = await base.sumAsync(i % 100, 2);
  if (i % 20) continue;
  const packet = new Uint8Array(8192).fill(sum);
  headers.push(packet.subarray(0, 16));
}
