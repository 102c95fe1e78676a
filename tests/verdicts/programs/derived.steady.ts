import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A derived client for each call, which nobody keeps.
for (let i = 0; ; i++) await client.withHeaders({ 'x-call': String(i) }).sumAsync(i % 100, 2);
