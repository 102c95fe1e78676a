import type { EventEmitter } from 'node:events';
import { nodeError } from '../base/errors.ts';
import type { IncomingHeaders } from '../fields/received-headers.ts';
import type { ServerHttp2Stream } from './server-stream.ts';

export type TellRequest = (
  server: EventEmitter,
  stream: ServerHttp2Stream,
  headers: IncomingHeaders,
  rawHeaders: string[],
  options: object,
) => void;

let tell: TellRequest | null = null;

/** Gives servers the events of `node:http`. A program that uses streams alone, as grpc-js does, need not load what makes them. */
export function provideRequests(provided: TellRequest): void {
  tell = provided;
}

/** Has streams told as requests as soon as someone listens to them. Throws there where no one has provided for it. */
export function offerRequests(server: EventEmitter, options: object): void {
  let offered = false;
  server.on('newListener', (event: string | symbol) => {
    if (event !== 'request' || offered) return;
    if (tell === null) throw nodeError('ERR_HTTP2_COMPAT_UNAVAILABLE');
    const tellRequest = tell;
    offered = true;
    server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHeaders, _flags: number, raw: string[]) =>
      tellRequest(server, stream, headers, raw, options),
    );
  });
}
