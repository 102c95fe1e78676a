import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);

/** No request may take longer than 50 ms: each counts from its own start. */
const patience = 50;

const base = MagicOnionClient.create(IMyFirstService, channel);
const clientFor = (tenant: string) =>
  base.withHeaders({ 'x-tenant': tenant }).withDeadline(new Date(Date.now() + patience));

for (let calls = 1, failed = 0; ; calls++) {
  const tenant = `tenant-${calls % 100}`;
  try {
    const sum = await clientFor(tenant).sumAsync(calls % 1000, 456);
    if (calls % 999 === 1) console.log(`Call ${calls}, ${tenant}: ${calls % 1000} + 456 = ${sum}`);
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
