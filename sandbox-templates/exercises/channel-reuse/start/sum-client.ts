import { Client } from '@grpc/grpc-js';
import { createMethod } from './magiconion/method.ts';
import { IMyFirstService } from './service.ts';

// Made once, when the file is loaded, as generated gRPC clients do, so it is not what leaks here.
const { fullName, requestMarshaller, responseMarshaller } = createMethod(
  IMyFirstService.name,
  'SumAsync',
  IMyFirstService.methods.SumAsync,
);

/** A plain grpc-js client of the Sum service. Its channel is made with it, and closed by `client.close()`. */
export class SumClient extends Client {
  sum(x: number, y: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.makeUnaryRequest(
        fullName,
        requestMarshaller.serializer,
        responseMarshaller.deserializer,
        [x, y],
        (error, sum) => (error ? reject(error) : resolve(sum as number)),
      );
    });
  }
}
