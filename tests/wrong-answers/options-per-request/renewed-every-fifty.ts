// Fails deadlines-differ: fifty milliseconds for all that come within them: the later, the less.
import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

const base = MagicOnionClient.create(IMyFirstService, channel);
let deadline = 0;
const clientFor = (tenant: string) => {
  if (deadline < Date.now()) deadline = Date.now() + 50;
  return base.withHeaders({ 'x-tenant': tenant }).withDeadline(new Date(deadline));
};

for (let calls = 1, failed = 0; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  try {
    const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
    if (calls % 1000 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
  } catch (error) {
    failed++;
    if (failed % 20 === 1)
      console.log(
        `Call ${calls}, ${tenant}: ${(error as Error).message} (${failed} failed so far)`,
      );
    // A pause after a failure: a server in trouble needs no more of the same.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
