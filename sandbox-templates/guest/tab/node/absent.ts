// What the packages here ask for when they are loaded, and a browser tab does not have: each fails when it is used, in words that say so.
import { notHere } from './errors.ts';

const refuses = (what: string) => (): never => {
  throw notHere(what);
};
const file = refuses('A file system');
const tls = refuses('TLS');

export const readFile = file;
export const readFileSync = file;
export const request = refuses('HTTP/1, such as a proxy needs,');
export const connect = tls;
export const createServer = tls;
export const createSecureContext = tls;
export const checkServerIdentity = tls;
/** Asked of sockets by `instanceof`: none is one. */
export class TLSSocket {}
export const loadSync = refuses('@grpc/proto-loader');
