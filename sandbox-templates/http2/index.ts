// HTTP/2 (RFC 9113) in TypeScript over sockets, with the interface of `node:http2`. See README.md.

import * as net from 'node:net';
import { provideNet } from './node/tcp.ts';

provideNet(net);

export * from './browser.ts';
export { default } from './browser.ts';
