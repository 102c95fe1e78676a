import { Server, ServerCredentials } from '@grpc/grpc-js';
import { addService } from './magiconion/server.ts';
import { IMyFirstService } from './service.ts';

const server = new Server();

addService(server, IMyFirstService, {
  async sumAsync(x, y) {
    // One question in two hundred goes astray: a lock that is held, a disk that hangs. The answer would come in a minute.
    if (x % 200 === 0) await new Promise((resolve) => setTimeout(resolve, 60_000));
    return (x + y) | 0;
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
