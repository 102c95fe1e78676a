import type { Duplex } from 'node:stream';
import { nodeError } from '../base/errors.ts';
import type { ServerHttp2Stream } from '../node/server-stream.ts';

/** Done by the stream: there is no socket for one request alone. */
const OF_STREAM = new Set<string | symbol>(['on', 'once', 'end', 'emit', 'destroy', 'writable', 'destroyed']);
/** The stream's own when it is set, too; asked for, the socket answers. */
const SET_ON_STREAM = new Set<string | symbol>([...OF_STREAM, 'readable']);
const FORBIDDEN = new Set<string | symbol>(['write', 'read', 'pause', 'resume']);

/** Whoever answers for `property`: the stream, its session or the socket of that, as long as there is one. */
function holder(stream: ServerHttp2Stream, property: string | symbol): object {
  if (FORBIDDEN.has(property)) throw nodeError('ERR_HTTP2_NO_SOCKET_MANIPULATION');
  const { session } = stream;
  if (OF_STREAM.has(property) || session === undefined || session.destroyed) return stream;
  return property === 'setTimeout' ? session : (session._socket ?? stream);
}

const handler: ProxyHandler<ServerHttp2Stream> = {
  get(stream, property) {
    if (property === 'readable' && stream.destroyed) return false;
    const of = holder(stream, property);
    const value: unknown = Reflect.get(of, property, of);
    return typeof value === 'function' ? value.bind(of) : value;
  },
  set(stream, property, value) {
    const of = SET_ON_STREAM.has(property) ? stream : holder(stream, property);
    return Reflect.set(of, property, value, of);
  },
  has(stream, property) {
    return property in stream || property in (stream.session?._socket ?? stream);
  },
  getPrototypeOf(stream) {
    return Reflect.getPrototypeOf(stream.session?._socket ?? stream);
  },
};

const sockets = new WeakMap<ServerHttp2Stream, Duplex>();

/** What `request.socket` and `response.socket` are, the same of both: a view of the connection that cannot disturb its frames. */
export function socketOf(stream: ServerHttp2Stream): Duplex {
  let socket = sockets.get(stream);
  if (socket === undefined) sockets.set(stream, (socket = new Proxy(stream, handler)));
  return socket;
}
