import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { nodeError } from '../base/errors.ts';

/** What a session runs over: a socket of `net` or `tls`, or any Duplex, which lacks some of their methods. */
export type SessionSocket = Duplex &
  Partial<
    Pick<Socket, 'connecting' | 'setNoDelay' | 'ref' | 'unref' | 'remoteAddress' | 'remoteFamily' | 'remotePort'>
  > & {
    secureConnecting?: boolean;
    encrypted?: boolean;
    servername?: string | false | null;
    alpnProtocol?: string | false;
  };

const bound = new WeakSet<Duplex>();

/** Takes a socket for a session. Throws ERR_HTTP2_SOCKET_BOUND where another has it. */
export function bindSocket(socket: Duplex): void {
  if (bound.has(socket)) throw nodeError('ERR_HTTP2_SOCKET_BOUND');
  bound.add(socket);
}

interface Ending {
  connected: boolean;
  /** The peer is given the time to end its side. */
  graceful: boolean;
  error: Error | undefined;
  /** Milliseconds without progress after which the socket is closed by force. */
  lingerTimeout: number;
}

/** Ends a session's socket once it has taken what is left to say; calls back when it is closed. */
export function endSocket(
  socket: Duplex,
  { connected, graceful, error, lingerTimeout }: Ending,
  onClosed: () => void,
): void {
  let left = socket.writableLength;
  const linger = setInterval(() => {
    if (socket.writableLength === left) socket.destroy();
    left = socket.writableLength;
  }, lingerTimeout);
  (linger as { unref?: () => void }).unref?.();
  socket.once('close', () => {
    clearInterval(linger);
    onClosed();
  });
  if (!connected) {
    socket.destroy(error);
    return;
  }
  // Without a reader the end of the peer's side would go unnoticed.
  socket.resume();
  socket.end(() => {
    if (!graceful) setImmediate(() => socket.destroy(error));
  });
}
