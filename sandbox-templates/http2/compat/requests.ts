import type { EventEmitter } from 'node:events';
import type { IncomingHeaders } from '../fields/received-headers.ts';
import type { ServerHttp2Stream } from '../node/server-stream.ts';
import { Http2ServerRequest } from './request.ts';
import { Http2ServerResponse } from './response.ts';

/** Options of a server: its own classes in place of ours. */
interface RequestClasses {
  Http2ServerRequest?: typeof Http2ServerRequest;
  Http2ServerResponse?: typeof Http2ServerResponse;
}

/** Tells a server of a stream by the events of `node:http`: 'request', or what else the request calls for. */
export function tellRequest(
  server: EventEmitter,
  stream: ServerHttp2Stream,
  headers: IncomingHeaders,
  rawHeaders: string[],
  options: RequestClasses,
): void {
  const Request = options.Http2ServerRequest ?? Http2ServerRequest;
  const Response = options.Http2ServerResponse ?? Http2ServerResponse;
  const request = new Request(stream, headers, undefined, rawHeaders);
  const response = new Response(stream, { request });
  const refuse = (status: number) => {
    response.statusCode = status;
    response.end();
  };
  if (headers[':method'] === 'CONNECT') {
    if (!server.emit('connect', request, response)) refuse(405);
  } else if (headers.expect === undefined) {
    server.emit('request', request, response);
  } else if (headers.expect !== '100-continue') {
    if (!server.emit('checkExpectation', request, response)) refuse(417);
  } else if (!server.emit('checkContinue', request, response)) {
    response.writeContinue();
    server.emit('request', request, response);
  }
}
