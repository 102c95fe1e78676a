import type * as Client from '@webcontainer/api';
import clientAddress from 'virtual:leak-lab/webcontainer-client';
import treeAddress from 'virtual:leak-lab/webcontainer-tree';
import { SandboxError } from '../../errors/reason.ts';
import { fetchJson } from '../fetch-json.ts';
import { once } from '../once.ts';

let loads = 0;

/**
 * A client of its own, with nothing booted yet. The package keeps its one frame for ever, and with a boot that hangs it keeps every later
 * one waiting: so each container gets the module anew, which another address does.
 * @throws {SandboxError}
 */
export async function loadClient(): Promise<typeof Client> {
  const address = loads++ ? `${clientAddress}?${loads}` : clientAddress;
  try {
    return (await import(/* @vite-ignore */ address)) as typeof Client;
  } catch (error) {
    throw new SandboxError({ code: 'connection-lost', message: `${address}: ${String(error)}` });
  }
}

/** Has the browser fetch it ahead. */
export function warmClient(): void {
  const link = document.createElement('link');
  [link.rel, link.href] = ['modulepreload', clientAddress];
  document.head.append(link);
}

/** What is mounted into a container. Fetched once. @throws {SandboxError} */
export const fetchTree = once(() => fetchJson<Client.FileSystemTree>(treeAddress, 'connection-lost'));
