import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
// Two calls a second, each with a client of its own.
const call = async (): Promise<void> => void (await MagicOnionClient.create(IMyFirstService, channel).sumAsync(1, 2));
setInterval(() => void call(), 500);
