import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A map whose keys are requests: no other request is ever the same key.
const seen = new Map<object, number>();
for (let i = 0; ; i++) {
  const request = { left: i % 100, right: 2 };
  const sum = await client.sumAsync(request.left, request.right);
  if (i % 3 === 0) seen.set(request, sum);
}
