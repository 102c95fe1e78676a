// HTTP/2 (RFC 9113) in TypeScript over sockets, with the interface of `node:http2`. See README.md.

import type { Duplex } from 'node:stream';
import { connect } from './connect.ts';
import { constants } from './constants.ts';
import { sensitiveHeaders } from './outgoing-headers.ts';
import { createSecureServer } from './secure-server.ts';
import { ServerHttp2Session } from './server-session.ts';
import { checkServerOptions, createServer } from './server.ts';
import type { ServerOptions } from './server.ts';
import { getDefaultSettings, getPackedSettings, getUnpackedSettings } from './settings.ts';

/** A server's session over a connection that was accepted elsewhere. */
function performServerHandshake(socket: Duplex, options: ServerOptions = {}): ServerHttp2Session {
  return new ServerHttp2Session(checkServerOptions(options), socket, undefined);
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
export { ClientHttp2Session } from './client-session.ts';
export { ClientHttp2Stream } from './client-stream.ts';
export { defaultLimits } from './limits.ts';
export type { Limits } from './limits.ts';
export { ServerHttp2Session } from './server-session.ts';
export { ServerHttp2Stream } from './server-stream.ts';
export { Http2Session } from './session.ts';
export { Http2Stream } from './stream.ts';
