import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { createMethod } from './magiconion/method.ts';
import { IMyFirstService } from './service.ts';
import { frame } from './wire.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);

// What goes over the wire for one sum, and what comes back.
const { fullName, requestMarshaller, responseMarshaller } = createMethod(
  IMyFirstService.name,
  'SumAsync',
  IMyFirstService.methods.SumAsync,
);
console.log(`POST ${fullName}`);
console.log(`→ ${frame(requestMarshaller.serializer([123, 456]))}`);
console.log(`← ${frame(responseMarshaller.serializer(123 + 456))}`);

// The same question, over and over.
for (let calls = 1; ; calls++) {
  const sum = await client.sumAsync(123, 456);
  if (calls % 1000 === 1) console.log(`Call ${calls}: 123 + 456 = ${sum}`);
}
