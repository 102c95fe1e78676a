import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// One string that every call adds a few letters to.
let protocol = '';
process.once('exit', () => console.log(protocol.length));
for (let i = 0; ; i++) {
  protocol += `${await client.sumAsync(i % 100, 2)};`;
}
