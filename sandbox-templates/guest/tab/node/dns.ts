import { notHere, systemError } from './errors.ts';
import { addressOf, isIP, isIPv6, isLoopback } from './net-address.ts';

interface Address {
  address: string;
  family: 4 | 6;
}
interface LookupOptions {
  all?: boolean;
  family?: number;
}
type Callback = (error: Error | null, address?: string | Address[], family?: number) => void;

/** Resolves the loopback's own name, and addresses to themselves; there is no other name here. */
function resolve(host: string): Address {
  const address = isLoopback(host) ? addressOf(host) : host;
  if (!isIP(address)) throw Object.assign(systemError('ENOTFOUND', 'getaddrinfo', host), { hostname: host });
  return { address, family: isIPv6(address) ? 6 : 4 };
}

export function lookup(host: string, options: LookupOptions | number | Callback, callback?: Callback): void {
  const answer = typeof options === 'function' ? options : callback!;
  const all = typeof options === 'object' && options.all === true;
  promises.lookup(host, { all }).then(
    (found) => (Array.isArray(found) ? answer(null, found) : answer(null, found.address, found.family)),
    (error: Error) => answer(error),
  );
}

/** No name server can be asked from here. */
class Resolver {
  setServers(): never {
    throw notHere('A name server');
  }
  cancel(): void {}
  async resolve4(host: string): Promise<string[]> {
    return [resolve(host).address];
  }
  async resolve6(host: string): Promise<string[]> {
    throw systemError('ENOTFOUND', 'queryAaaa', host);
  }
  async resolveTxt(host: string): Promise<string[][]> {
    throw systemError('ENOTFOUND', 'queryTxt', host);
  }
}

const resolver = new Resolver();

export const promises = {
  Resolver,
  lookup: async (host: string, options: LookupOptions = {}): Promise<Address | Address[]> =>
    options.all ? [resolve(host)] : resolve(host),
  resolve4: resolver.resolve4,
  resolve6: resolver.resolve6,
  resolveTxt: resolver.resolveTxt,
};
