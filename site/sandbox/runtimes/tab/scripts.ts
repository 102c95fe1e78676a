import guestAddress from 'virtual:leak-lab/tab-guest';
import moreAddress from 'virtual:leak-lab/tab-more';
import { fetchFile } from '../fetch-file.ts';
import { once } from '../once.ts';

/** Fetches a script once; from then on, the network is not needed for it. @throws {SandboxError} */
const script = (address: string) =>
  once(async () => new Blob([await fetchFile(address, 'connection-lost')], { type: 'text/javascript' }));

/** What every frame and worker loads. */
export const guestScript = script(guestAddress);
/** The modules of `more-modules.ts`. */
export const moreScript = script(moreAddress);
