import { nodeError } from '../base/errors.ts';

type Tls = typeof import('node:tls');

let tls: Tls | null | undefined;

/** Node's TLS, or null where there is none. It is asked for late: a browser has no such module to import. */
function findTls(): Tls | null {
  if (tls === undefined) {
    const found = (
      globalThis.process as { getBuiltinModule?: (id: string) => unknown } | undefined
    )?.getBuiltinModule?.('node:tls');
    tls = typeof (found as Tls | undefined)?.createServer === 'function' ? (found as Tls) : null;
  }
  return tls;
}

/** Node's TLS. Throws ERR_HTTP2_TLS_UNAVAILABLE where there is none. */
export function requireTls(): Tls {
  const found = findTls();
  if (found === null) throw nodeError('ERR_HTTP2_TLS_UNAVAILABLE');
  return found;
}
