// HTTP/2 as far as programs need it that use streams alone, grpc-js among them, over whatever carries octets: `net` is for an entry to provide.

import { connect } from './node/connect.ts';
import { constants } from './node/constants.ts';
import { sensitiveHeaders } from './fields/outgoing-headers.ts';
import { createSecureServer } from './node/secure-server.ts';
import { ServerHttp2Session } from './node/server-session.ts';
import { checkServerOptions, createServer } from './node/server.ts';
import type { ServerOptions } from './node/server.ts';
import { duplexOf } from './node/web-duplex.ts';
import type { Carrier } from './node/web-duplex.ts';
import { getDefaultSettings, getPackedSettings, getUnpackedSettings } from './connection/settings.ts';

/** A server's session over a connection that was accepted elsewhere: a socket, any other Duplex, or a pair of web streams. */
function performServerHandshake(carrier: Carrier, options: ServerOptions = {}): ServerHttp2Session {
  return new ServerHttp2Session(checkServerOptions(options), duplexOf(carrier), undefined);
}

const http2 = {
  connect,
  constants,
  createServer,
  createSecureServer,
  getDefaultSettings,
  getPackedSettings,
  getUnpackedSettings,
  performServerHandshake,
  sensitiveHeaders,
};

export default http2;
// What `require` returns, so that CommonJS modules find the functions and not this module's namespace.
export { http2 as 'module.exports' };
export {
  connect,
  constants,
  createSecureServer,
  createServer,
  getDefaultSettings,
  getPackedSettings,
  getUnpackedSettings,
  performServerHandshake,
  sensitiveHeaders,
};
export { ClientHttp2Session } from './node/client-session.ts';
export { ClientHttp2Stream } from './node/client-stream.ts';
export { defaultLimits } from './connection/limits.ts';
export type { Limits } from './connection/limits.ts';
export { ServerHttp2Session } from './node/server-session.ts';
export { ServerHttp2Stream } from './node/server-stream.ts';
export { Http2Session } from './node/session.ts';
export { Http2Stream } from './node/stream.ts';
export { onFrame, onOctets } from './node/frame-hook.ts';
export type { Direction, FrameListener, ObservedFrame } from './connection/frame-observer.ts';
export type { CarriedField } from './hpack/representations.ts';
export type { Carrier, WebStreams } from './node/web-duplex.ts';
