import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { root } from './templates.ts';

/** The built site. */
export const siteFolder = process.env.SITE_DIST ?? join(root, 'dist');

/**
 * The built site's files and nothing else, as any static host serves them: no local runtime. Its pages have `standIns`' values in the stead
 * of their keys. Ends on dispose.
 */
export async function staticSite(
  headers: OutgoingHttpHeaders = {},
  folder = siteFolder,
): Promise<{ base: string; requested: string[]; standIns: Map<string, string> } & AsyncDisposable> {
  const standIns = new Map<string, string>();
  const requested: string[] = [];
  const files = sirv(folder, { etag: true });
  const server = createServer((request, response) => {
    requested.push(request.url ?? '');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value!);
    const [address] = request.url!.split('?');
    if (standIns.size && address!.endsWith('/')) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      readFile(join(folder, address!, 'index.html'), 'utf8').then(
        (page) => response.end([...standIns].reduce((text, [from, to]) => text.replaceAll(from, to), page)),
        () => response.writeHead(404).end(),
      );
    } else files(request, response, () => void response.writeHead(404).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requested,
    standIns,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What has browsers isolate a page from other origins. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
