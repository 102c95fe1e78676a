import type { Duplex } from 'node:stream';
import { nodeError } from './errors.ts';
import type { Http2Session } from './session.ts';

/** Handled by the session on the socket's behalf. */
const ON_SESSION = new Set<string | symbol>(['setTimeout', 'ref', 'unref', 'destroy']);
/** Would disturb the frames on the wire. */
const FORBIDDEN = new Set<string | symbol>(['emit', 'end', 'pause', 'read', 'resume', 'write', 'setEncoding', 'setKeepAlive', 'setNoDelay']);

function socketOf(session: Http2Session): Duplex {
  const socket = session._socket;
  if (socket === undefined) throw nodeError('ERR_HTTP2_SOCKET_UNBOUND');
  return socket;
}

/** The view of a session's socket that programs get: all that looks, nothing that meddles. */
const handler: ProxyHandler<Http2Session> = {
  get(session, property) {
    if (ON_SESSION.has(property)) return (session[property as 'ref'] as () => void).bind(session);
    if (FORBIDDEN.has(property)) throw nodeError('ERR_HTTP2_NO_SOCKET_MANIPULATION');
    const socket = socketOf(session);
    const value: unknown = Reflect.get(socket, property, socket);
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
    return ON_SESSION.has(property) ? Reflect.set(session, property, value) : Reflect.set(socketOf(session), property, value);
  },
};

export function sessionSocket(session: Http2Session): Duplex {
  return new Proxy(session, handler) as unknown as Duplex;
}
