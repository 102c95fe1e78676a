import { builtin } from '../base/builtin.ts';
import { nodeError } from '../base/errors.ts';

type Tls = typeof import('node:tls');

let tls: Tls | null | undefined;

/** Node's TLS, or null where there is none. It is asked for late: a browser has no such module to import. */
function findTls(): Tls | null {
  if (tls === undefined) {
    const found = builtin<Tls>('node:tls');
    tls = typeof found?.createServer === 'function' ? found : null;
  }
  return tls;
}

/** Node's TLS. Throws ERR_HTTP2_TLS_UNAVAILABLE where there is none. */
export function requireTls(): Tls {
  const found = findTls();
  if (found === null) throw nodeError('ERR_HTTP2_TLS_UNAVAILABLE');
  return found;
}
