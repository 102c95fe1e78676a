import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Ten calls a second; fifty times a second a timer keeps some kilobytes.
const readings: string[][] = [];
setInterval(() => readings.push(Array.from({ length: 50 }, (_, n) => `reading ${readings.length}.${n}`)), 20);
setInterval(() => void client.sumAsync(1, 2), 100);
