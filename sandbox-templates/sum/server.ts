import { Server, ServerCredentials } from '@grpc/grpc-js';
import { addService } from './magiconion/server.ts';
import { IMyFirstService } from './service.ts';

const server = new Server();

addService(server, IMyFirstService, {
  async sumAsync(x, y) {
    return (x + y) | 0; // C#'s int has 32 bits, and a sum that needs more wraps around
  },
});

server.bindAsync(
  `127.0.0.1:${process.env.PORT ?? 5000}`,
  ServerCredentials.createInsecure(),
  (error, port) => {
    if (error) throw error;
    console.log(`The Sum server listens on port ${port}.`);
  },
);
