import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// Two numbers a call, in typed arrays that grow by half.
let xs = new Float64Array(1024);
let n = 0;
for (let i = 0; ; i++) {
  const sum = await client.sumAsync(i % 100, 2);
  if (n + 2 > xs.length) {
    const more = new Float64Array(Math.ceil(xs.length * 1.5));
    more.set(xs);
    xs = more;
  }
  xs[n++] = i;
  xs[n++] = sum;
}
