import { Server, ServerCredentials } from '@grpc/grpc-js';
import { addService } from './magiconion/server.ts';
import { IMyFirstService } from './service.ts';

// The usual limit of streams at once on one connection.
const server = new Server({ 'grpc.max_concurrent_streams': 100 });

addService(server, IMyFirstService, {
  async sumAsync(x, y) {
    // What a database would take. The server waits; it does not work.
    await new Promise((resolve) => setTimeout(resolve, 10));
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
