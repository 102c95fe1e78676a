import { Server, ServerCredentials } from '@grpc/grpc-js';
import { addService } from './magiconion/server.ts';
import { IArithmetic } from './arithmetic.ts';

const server = new Server();

addService(server, IArithmetic, {
  sumAsync: async (x, y) => (x + y) | 0,
  differenceAsync: async (x, y) => (x - y) | 0,
  productAsync: async (x, y) => Math.imul(x, y),
});

server.bindAsync(
  `127.0.0.1:${process.env.PORT ?? 5000}`,
  ServerCredentials.createInsecure(),
  (error, port) => {
    if (error) throw error;
    console.log(`The Sum server listens on port ${port}.`);
  },
);
