import { Duplex } from 'node:stream';

/** What is needed of `node:http2` to try it out. */
export interface BuiltinHttp2 {
  connect: (
    authority: string,
    options: object,
  ) => { on(event: string, listener: () => void): unknown; destroy(): void };
  getDefaultSettings: () => { initialWindowSize?: number };
}

/**
 * Why the host's own HTTP/2 does not work, or null where it does. A WebContainer's module loads and looks whole, but its
 * default settings are empty and its sessions throw as soon as they get a socket (stackblitz/webcontainer-core#887).
 */
export function builtinFault(load: () => BuiltinHttp2): string | null {
  let http2: BuiltinHttp2;
  try {
    http2 = load();
    if (http2.getDefaultSettings().initialWindowSize === undefined)
      return 'the built-in module has no default settings';
  } catch (error) {
    return `the built-in module cannot be loaded: ${messageOf(error)}`;
  }
  // A socket that leads nowhere is enough: a session takes hold of its socket before anything is sent.
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, callback) => callback() });
  socket.on('error', () => {
    // Whatever the trial does to its socket is no one's concern.
  });
  try {
    const session = http2.connect('http://localhost', { createConnection: () => socket });
    session.on('error', () => {
      // Likewise.
    });
    session.destroy();
    return null;
  } catch (error) {
    return `a session of the built-in module throws: ${messageOf(error)}`;
  } finally {
    socket.destroy();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
