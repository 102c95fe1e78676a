import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { setIsolation } from '../../site/server/http/isolation.ts';
import { siteFolder } from './static-site.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
};

/** The built site as a good static host serves it: Brotli, files with a hash in their names kept, the headers of `dist/_headers`. Ends on dispose. */
export async function compressedSite(): Promise<{ base: string } & AsyncDisposable> {
  const bodies = new Map<string, Buffer>();
  const bodyOf = async (path: string): Promise<Buffer> => {
    const file = join(siteFolder, path.endsWith('/') ? `${path}index.html` : path);
    if (!bodies.has(file)) bodies.set(file, brotliCompressSync(await readFile(file)));
    return bodies.get(file)!;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    setIsolation(response, pathname);
    response.setHeader(
      'Cache-Control',
      pathname.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    bodyOf(pathname).then(
      (body) =>
        response
          .writeHead(200, {
            'Content-Type': types[extname(pathname) || '.html'] ?? 'application/octet-stream',
            'Content-Encoding': 'br',
          })
          .end(body),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
