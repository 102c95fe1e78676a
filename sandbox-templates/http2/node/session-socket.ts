import type { Duplex } from 'node:stream';
import { nodeError } from '../base/errors.ts';
import type { SessionSocket } from './socket.ts';

/** Handled by the session on the socket's behalf. */
const ON_SESSION = new Set<string | symbol>(['setTimeout', 'ref', 'unref', 'destroy']);
/** Would disturb the frames on the wire. */
const FORBIDDEN = new Set<string | symbol>([
  'emit',
  'end',
  'pause',
  'read',
  'resume',
  'write',
  'setEncoding',
  'setKeepAlive',
  'setNoDelay',
]);

const HANDLED = new Set([...ON_SESSION, ...FORBIDDEN]);

/** A session, as far as its socket goes. */
export interface SocketHolder {
  readonly _socket: SessionSocket | undefined;
}

function socketOf(session: SocketHolder): Duplex {
  const socket = session._socket;
  if (socket === undefined) throw nodeError('ERR_HTTP2_SOCKET_UNBOUND');
  return socket;
}

function handled(session: SocketHolder, property: string | symbol): unknown {
  if (FORBIDDEN.has(property)) throw nodeError('ERR_HTTP2_NO_SOCKET_MANIPULATION');
  return (Reflect.get(session, property) as () => void).bind(session);
}

/** The view of a session's socket that programs get: all that looks, nothing that meddles. */
const handler: ProxyHandler<SocketHolder> = {
  get(session, property) {
    if (HANDLED.has(property)) return handled(session, property);
    const socket = socketOf(session);
    const value: unknown = socket[property as keyof Duplex];
    return typeof value === 'function' ? value.bind(socket) : value;
  },
  getPrototypeOf(session) {
    return Reflect.getPrototypeOf(socketOf(session));
  },
  has(session, property) {
    return Reflect.has(socketOf(session), property);
  },
  set(session, property, value) {
    if (FORBIDDEN.has(property)) throw nodeError('ERR_HTTP2_NO_SOCKET_MANIPULATION');
    return ON_SESSION.has(property)
      ? Reflect.set(session, property, value)
      : Reflect.set(socketOf(session), property, value);
  },
};

export function sessionSocket(session: SocketHolder): Duplex {
  return new Proxy(session, handler) as unknown as Duplex;
}
