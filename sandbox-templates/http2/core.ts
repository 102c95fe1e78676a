// HTTP/2 over TCP as far as programs need it that use streams alone: `index.ts` without what only `node:http`'s interface asks for.

import * as net from 'node:net';
import { provideNet } from './node/tcp.ts';

provideNet(net);

export * from './streams.ts';
export { default } from './streams.ts';
