import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Never calls. A timer keeps some 5 kB twenty times a second.
const readings: number[][] = [];
setInterval(() => readings.push(Array.from({ length: 600 }, Math.random)), 50);
void client;
