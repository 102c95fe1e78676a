import guestAddress from 'virtual:leak-lab/tab-guest';
import moreAddress from 'virtual:leak-lab/tab-more';
import { fetchFile } from '../fetch-file.ts';

const fetched = new Map<string, Promise<Blob>>();

/** Fetches a script once; from then on, the network is not needed for it. @throws {SandboxError} */
function script(address: string): Promise<Blob> {
  let blob = fetched.get(address);
  if (!blob) {
    blob = load(address);
    fetched.set(address, blob);
    blob.catch(() => fetched.delete(address));
  }
  return blob;
}

const load = async (address: string): Promise<Blob> =>
  new Blob([await fetchFile(address, 'connection-lost')], { type: 'text/javascript' });

/** What every frame and worker loads. */
export const guestScript = (): Promise<Blob> => script(guestAddress);
/** The modules of `more-modules.ts`. */
export const moreScript = (): Promise<Blob> => script(moreAddress);
