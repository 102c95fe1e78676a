import type { Plugin } from 'vite';
import { setSecurityHeaders } from './headers.ts';
import { startLocalRuntime } from './local-runtime.ts';

/** Gives the development server (`npm run dev`) the local runtime too. */
export function localRuntime(): Plugin {
  return {
    name: 'leak-lab:local-runtime',
    apply: 'serve',
    async configureServer({ httpServer, middlewares }) {
      if (!httpServer) return;
      const runtime = await startLocalRuntime();
      middlewares.use((request, response, next) => {
        if (runtime.handle(request, response)) return;
        setSecurityHeaders(response);
        next();
      });
      // Vite listens for its own WebSocket on the same event, and leaves other paths alone.
      httpServer.on('upgrade', (request, socket, head) => void runtime.upgrade(request, socket, head));
      httpServer.on('close', () => void runtime.close());
    },
  };
}
