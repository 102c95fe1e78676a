import guestAddress from 'virtual:leak-lab/tab-guest';
import moreAddress from 'virtual:leak-lab/tab-more';
import { SandboxError } from '../../reason.ts';

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

async function load(address: string): Promise<Blob> {
  let problem: string;
  try {
    const response = await fetch(address);
    if (response.ok) return new Blob([await response.arrayBuffer()], { type: 'text/javascript' });
    problem = `HTTP ${response.status}`;
  } catch (error) {
    problem = String(error);
  }
  throw new SandboxError({ code: 'connection-lost', message: `${address}: ${problem}` });
}

/** What every frame and worker loads. */
export const guestScript = (): Promise<Blob> => script(guestAddress);
/** The modules of `more-modules.ts`. */
export const moreScript = (): Promise<Blob> => script(moreAddress);
