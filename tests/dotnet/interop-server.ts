import { setTimeout } from 'node:timers/promises';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { addService, ReturnStatusException } from '../../sandbox-templates/sum/magiconion/server.ts';
import { IInterop } from './interop-service.ts';

let started = 0;
let waiting = 0;
let cancelled = 0;
const server = new Server();

addService(server, IInterop, {
  sumAsync: async (x, y) => (x + y) | 0,
  async endAsync(code) {
    if (code >= 0) throw new ReturnStatusException(code, 'no tenant – 没有租户, 100%');
    throw new Error("none of the caller's business");
  },
  async headerAsync(which, { headers }) {
    const [value] = headers.get(which === 0 ? 'x-number' : 'x-data-bin');
    return which === 0 ? Number(value) : value!.length;
  },
  async waitAsync(milliseconds, { signal }) {
    started++;
    waiting++;
    try {
      return await setTimeout(milliseconds, milliseconds, { signal });
    } catch (error) {
      cancelled++;
      throw error;
    } finally {
      waiting--;
    }
  },
  startedAsync: async () => started,
  waitingAsync: async () => waiting,
  cancelledAsync: async () => cancelled,
});

server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listens on port ${port}`);
});
