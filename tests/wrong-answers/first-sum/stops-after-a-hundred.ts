// Fails enough-calls: a hundred sums are asked for, and the program ends before its heap can be judged.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
import { printCalls } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel, { filters: [printCalls] });

for (let calls = 1; calls <= 100; calls++) await client.sumAsync(calls, 456);
