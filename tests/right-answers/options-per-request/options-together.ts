// Right: withOptions with both, at once, and no pause.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

/** C#: `DateTime.UtcNow + patience`. */
const within = (milliseconds: number) => new Date(Date.now() + milliseconds);

let lost = 0;
for (let n = 0; ; n++) {
  const options = { headers: { 'x-tenant': `t${n % 75}` }, deadline: within(50) };
  await client
    .withOptions(options)
    .sumAsync(n % 999, 1)
    .catch(() => lost++);
  if (n % 1000 === 0) console.log(`${n} requests, ${lost} lost`);
}
