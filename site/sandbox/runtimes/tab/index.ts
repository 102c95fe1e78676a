import guestAddress from 'virtual:leak-lab/tab-guest';
import { SandboxError } from '../../reason.ts';
import type { Runtime } from '../../runtime.ts';
import { TabSandbox } from './sandbox.ts';

let guest: Promise<Blob> | null = null;

/** Fetched once; from then on, nothing of this runtime needs the network. */
function loadGuest(): Promise<Blob> {
  guest ??= fetchGuest().catch((error: unknown) => {
    guest = null;
    throw error;
  });
  return guest;
}

async function fetchGuest(): Promise<Blob> {
  let problem: string;
  try {
    const response = await fetch(guestAddress);
    if (response.ok) return new Blob([await response.arrayBuffer()], { type: 'text/javascript' });
    problem = `HTTP ${response.status}`;
  } catch (error) {
    problem = String(error);
  }
  throw new SandboxError({ code: 'connection-lost', message: `${guestAddress}: ${problem}` });
}

/** What a browser must have; all of it came by the end of 2024. */
const needs = { 'Promise.withResolvers': 'withResolvers' in Promise, FinalizationRegistry: 'FinalizationRegistry' in globalThis, Worker: 'Worker' in globalThis, 'ArrayBuffer.transfer': 'transfer' in ArrayBuffer.prototype };

/** The programs run in this page, in a frame with an origin of its own: no server, no third party, no network. */
export const runtime: Runtime = {
  id: 'tab',
  async unavailable() {
    const missing = Object.entries(needs).flatMap(([name, there]) => (there ? [] : [name]));
    return missing.length ? { code: 'not-supported', message: missing.join(', ') } : null;
  },
  async boot(files, signal) {
    const script = await loadGuest();
    signal.throwIfAborted();
    return TabSandbox.boot(script, files, signal);
  },
};
