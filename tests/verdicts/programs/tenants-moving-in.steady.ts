import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const base = MagicOnionClient.create(IMyFirstService, channel);
// A tenant moves in every 40 milliseconds and has a client of its own, until the house is full with 250.
const tenants = [base];
const begun = Date.now();
for (let i = 0; ; i++) {
  if (tenants.length < Math.min(250, (Date.now() - begun) / 40))
    tenants.push(MagicOnionClient.create(IMyFirstService, channel));
  await tenants[i % tenants.length]!.sumAsync(i % 100, 2);
}
