// Right: numbers at random, both of them, and nothing printed.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
const some = () => Math.floor(Math.random() * 1_000_000) - 500_000;

while (true) await client.sumAsync(some(), some());
