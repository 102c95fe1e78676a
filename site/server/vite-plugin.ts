import type { Connect, Plugin } from 'vite';
import type { AddressInfo } from 'node:net';
import { setSecurityHeaders } from './http/headers.ts';
import { ownKey } from './http/key.ts';
import { startLocalRuntime } from './local-runtime.ts';

/** Gives the development server (`npm run dev`) the local runtime too. */
export function localRuntime(): Plugin {
  return {
    name: 'leak-lab:local-runtime',
    apply: 'serve',
    async configureServer({ config, httpServer, middlewares }) {
      if (!httpServer) return;
      const key = await ownKey();
      const runtime = await startLocalRuntime(key);
      httpServer.on('listening', () => {
        const { port } = httpServer.address() as AddressInfo;
        config.logger.info(`The local runtime lets in who comes by ${key.addressOf(`http://localhost:${port}`)}`);
      });
      // Vite listens for its own WebSocket on the same event, and leaves other paths alone.
      httpServer.on('upgrade', (request, socket, head) => {
        socket.on('error', () => socket.destroy());
        runtime.upgrade(request, socket, head);
      });
      httpServer.on('close', () => void runtime.close());
      const handle: Connect.NextHandleFunction = (request, response, next) => {
        if (runtime.handle(request, response)) return;
        setSecurityHeaders(response);
        next();
      };
      // Last, to be before what Astro puts first: it would answer that an address without a slash at its end is none.
      return () => void middlewares.stack.unshift({ route: '', handle });
    },
  };
}
