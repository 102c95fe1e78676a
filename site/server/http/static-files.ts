import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import send from 'send';
import { setCaching } from './headers.ts';

/** Encodings that a build may have left beside a file, the better first: `index.js.br`. */
const encodings = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/**
 * Answers a GET or HEAD with the file that the address means, as RFC 9110 has it: ranges, conditions, and the compressed one where it lies
 * beside it and the browser takes it. Each is looked for when it is asked for, since the site may be built anew under a running server.
 * `notFound` answers where there is none.
 */
export function serveFiles(
  directory: string,
): (request: IncomingMessage, response: ServerResponse, notFound: () => void) => Promise<void> {
  return async (request, response, notFound) => {
    const address = (request.url ?? '/').split('?', 1)[0]!;
    const encoded = await compressedTwin(directory, address, request.headers['accept-encoding']);
    const options = { root: directory, dotfiles: 'ignore', cacheControl: false } as const;
    const stream = send(request, address + (encoded?.suffix ?? ''), options);
    stream.on('headers', (_response: ServerResponse, file: string) => {
      setCaching(response, address);
      response.setHeader('Vary', 'Accept-Encoding');
      if (!encoded) return;
      response.setHeader('Content-Encoding', encoded.name);
      response.setHeader('Content-Type', typeOf(file.slice(0, -path.extname(file).length)));
    });
    // Also where the file went away, or cannot be read, while it was sent: the rest of the answer is missing, and the browser is told so.
    stream.on('error', (error: Error & { status?: number }) => {
      if (response.headersSent) response.destroy();
      else if (error.status === 404 || error.status === 403) notFound();
      else {
        if (error.status === undefined || error.status >= 500)
          console.warn(`${address} could not be sent: ${error.message}`);
        for (const [name, value] of Object.entries((error as { headers?: Record<string, string> }).headers ?? {}))
          response.setHeader(name, value);
        response.writeHead(error.status ?? 500).end();
      }
    });
    stream.pipe(response);
  };
}

async function compressedTwin(
  directory: string,
  address: string,
  accepted: string | undefined,
): Promise<{ name: string; suffix: string } | null> {
  for (const { name, extension } of encodings) {
    if (!accepts(accepted, name)) continue;
    const suffix = (address.endsWith('/') ? 'index.html' : '') + extension;
    const file = path.join(directory, path.normalize(decode(address) + suffix));
    const found = await stat(file).catch(() => null); // most files have none
    if (found?.isFile()) return { name, suffix };
  }
  return null;
}

/** Whether `Accept-Encoding` names the encoding, and not with a weight of nought. */
const accepts = (header: string | undefined, encoding: string): boolean =>
  (header ?? '').split(',').some((part) => {
    const [name, weight] = part.trim().split(/\s*;\s*/);
    return name === encoding && !/^q=0(\.0*)?$/.test(weight ?? '');
  });

function decode(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return '/'; // a broken escape, which `send` answers
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

const typeOf = (file: string): string => types[path.extname(file)] ?? 'application/octet-stream';
