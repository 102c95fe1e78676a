// The whole of it where there is no `net` to import, as in a browser or a worker: connections come from `createConnection` and `performServerHandshake()`.

import { Http2ServerRequest } from './compat/request.ts';
import { tellRequest } from './compat/requests.ts';
import { Http2ServerResponse } from './compat/response.ts';
import streams from './streams.ts';
import { altsvc, extensionFrame, origin } from './extensions/alternatives.ts';
import { respondWithFD, respondWithFile } from './extensions/files.ts';
import { pushPromised, pushStream } from './extensions/push.ts';
import { provideExtras } from './node/extras.ts';
import { provideRequests } from './node/request-events.ts';

provideRequests(tellRequest);
provideExtras({ altsvc, extensionFrame, origin, pushPromised, pushStream, respondWithFD, respondWithFile });

const http2 = { ...streams, Http2ServerRequest, Http2ServerResponse };

export default http2;
// What `require` returns, so that CommonJS modules find the functions and not this module's namespace.
export { http2 as 'module.exports' };
export { Http2ServerRequest, Http2ServerResponse };
export {
  ClientHttp2Session,
  ClientHttp2Stream,
  connect,
  constants,
  createSecureServer,
  createServer,
  defaultLimits,
  getDefaultSettings,
  getPackedSettings,
  getUnpackedSettings,
  Http2Session,
  Http2Stream,
  onFrame,
  onOctets,
  performServerHandshake,
  sensitiveHeaders,
  ServerHttp2Session,
  ServerHttp2Stream,
} from './streams.ts';
export type { CarriedField, Carrier, Direction, FrameListener, Limits, ObservedFrame, WebStreams } from './streams.ts';
