import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Held by one process of this machine at a time. It goes with its process, however that ends. */
export interface Lock extends AsyncDisposable {
  /** Whether another process held it first. */
  readonly waited: boolean;
}

/** What a Unix socket's path may take (sun_path in unix(7), with its NUL; other systems have 104). */
const longestPath = 100; // bytes

/** Takes the lock of that name on a project; waits until whoever holds it is done. @throws `AbortError` when the signal ended it, `EACCES` where another user has it. */
export async function lock(project: string, name: string, signal: AbortSignal): Promise<Lock> {
  const address = addressOf(project, name);
  for (let waited = false; ; waited = true) {
    signal.throwIfAborted();
    const server = await listen(address);
    if (server) {
      server.unref();
      return {
        waited,
        async [Symbol.asyncDispose]() {
          server.closeAllConnections();
          await new Promise((resolve) => server.close(resolve));
        },
      };
    }
    await letGo(address, signal);
  }
}

type Holder = Server & { closeAllConnections(): void };

/** Null where another holds it. */
async function listen(address: string): Promise<Holder | null> {
  const waiting = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    waiting.add(socket.on('error', () => socket.destroy()));
  });
  // No descriptors are left for one that waits: it asks again.
  server.on('error', () => undefined);
  try {
    await once(server.listen(address), 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return null;
  }
  return Object.assign(server, {
    closeAllConnections() {
      for (const socket of waiting) socket.destroy();
    },
  });
}

/** Resolves once the holder has let go, or has ended; what one that ended has left is removed. */
async function letGo(address: string, signal: AbortSignal): Promise<void> {
  const socket = connect(address);
  const stop = () => socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    socket.on('error', resolve);
    socket.on('close', () => resolve(null));
  });
  signal.removeEventListener('abort', stop);
  // Another user's, whom asking again and again would not move.
  if (error?.code === 'EACCES') throw error;
  if (error?.code === 'ECONNREFUSED') await rm(address, { force: true });
}

function addressOf(project: string, name: string): string {
  const hash = createHash('sha256').update(project).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\leak-lab-${name}-${hash}`;
  const inProject = path.join(project, 'node_modules', `.leak-lab-${name}`);
  return Buffer.byteLength(inProject) <= longestPath ? inProject : path.join(tmpdir(), `leak-lab-${name}-${hash}`);
}
