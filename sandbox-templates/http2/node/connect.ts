import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { ClientHttp2Session } from './client-session.ts';
import { nodeError } from '../base/errors.ts';
import type { SessionOptions } from './session.ts';
import { duplexOf } from './web-duplex.ts';
import type { Carrier } from './web-duplex.ts';
import { requireNet } from './tcp.ts';
import { requireTls } from './tls.ts';

export interface ConnectOptions extends SessionOptions {
  protocol?: 'http:' | 'https:';
  servername?: string;
  /** Makes what the session is to run over: a socket, any other Duplex, or a pair of web streams. */
  createConnection?: (authority: URL, options: ConnectOptions) => Carrier;
}

type ConnectListener = (session: ClientHttp2Session, socket: Duplex) => void;
/** A URL, or what looks like one. */
type Authority = Partial<Pick<URL, 'protocol' | 'hostname' | 'host' | 'port'>>;

/** Opens a session with the server at `authority`, a URL of scheme http (prior knowledge) or https (ALPN). */
export function connect(authority: string | URL, listener?: ConnectListener): ClientHttp2Session;
export function connect(
  authority: string | URL,
  options?: ConnectOptions,
  listener?: ConnectListener,
): ClientHttp2Session;
export function connect(
  authority: string | URL,
  second?: ConnectOptions | ConnectListener,
  third?: ConnectListener,
): ClientHttp2Session {
  const listener = typeof second === 'function' ? second : third;
  const options: ConnectOptions = typeof second === 'object' ? { ...second } : {};
  const url: Authority = typeof authority === 'string' ? new URL(authority) : authority;
  if (typeof url !== 'object' || url === null)
    throw nodeError('ERR_INVALID_ARG_TYPE', 'authority', 'of type string or an instance of URL', authority);
  const protocol = url.protocol || options.protocol || 'https:';
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  // An IPv6 address stands in brackets in a URL, and without them elsewhere.
  const host = url.hostname?.replace(/^\[(.*)\]$/, '$1') || url.host || 'localhost';
  const socket = options.createConnection
    ? duplexOf(options.createConnection(url as URL, options))
    : openSocket(protocol, host, port, options);
  const session = new ClientHttp2Session(
    options,
    socket,
    `${options.servername || host}:${port}`,
    protocol.slice(0, -1),
  );
  if (typeof listener === 'function') session.once('connect', listener);
  return session;
}

/** What `util.promisify` makes of `connect`: the session, once it is connected. */
Object.defineProperty(connect, Symbol.for('nodejs.util.promisify.custom'), {
  value: (authority: string | URL, options?: ConnectOptions) =>
    new Promise<ClientHttp2Session>((resolve, reject) => {
      const session = connect(authority, options, () => {
        session.removeListener('error', reject);
        resolve(session);
      });
      session.once('error', reject);
    }),
});

function openSocket(protocol: string, host: string, port: string, options: ConnectOptions): Duplex {
  switch (protocol) {
    case 'http:':
      return requireNet().connect({ port, host, ...(options as object) });
    case 'https:': {
      const tlsOptions: ConnectionOptions = { ...(options as ConnectionOptions), ALPNProtocols: ['h2'] };
      if (requireNet().isIP(host) === 0) tlsOptions.servername ??= host;
      return requireTls().connect(Number(port), host, tlsOptions);
    }
    default:
      throw nodeError('ERR_HTTP2_UNSUPPORTED_PROTOCOL', protocol);
  }
}
