import type { ClientFilter } from './magiconion/filters.ts';
import { createMethod } from './magiconion/method.ts';
import { IMyFirstService } from './service.ts';

const { requestMarshaller, responseMarshaller } = createMethod(
  IMyFirstService.name,
  'SumAsync',
  IMyFirstService.methods.SumAsync,
);

let calls = 0;

/** Looks at every call of a client, and prints the first and each 999th after it: what is asked and answered, and the bytes of both. */
export const printCalls: ClientFilter = {
  async send(context, next) {
    const sum = await next(context);
    if (++calls % 999 === 1) {
      console.log(`Call ${calls}: ${context.request.join(' + ')} = ${sum}`);
      console.log(`POST /${context.methodPath}`);
      console.log(`→ ${frame(requestMarshaller.serializer([...context.request]))}`);
      console.log(`← ${frame(responseMarshaller.serializer(sum))}`);
    }
    return sum;
  },
};

/** A message as gRPC frames it: a flag (0: not compressed), its length in four bytes, then the message itself. In hex. */
function frame(message: Buffer): string {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message])
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
}
