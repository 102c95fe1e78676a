import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { keyPlace } from '../../sandbox/runtimes/local/protocol.ts';

/** Runs in the browser: keeps the key that the address carries, for this origin, port included, and goes on to the address without it. */
async function keep(parameter: string, { database, store, name }: typeof keyPlace): Promise<void> {
  const address = new URL(location.href);
  const value = new TextEncoder().encode(address.searchParams.get(parameter)!);
  address.searchParams.delete(parameter);
  try {
    // Not to be taken out again, by nobody: not by who serves at this port another day.
    const key = await crypto.subtle.importKey('raw', value, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open(database);
      opening.onupgradeneeded = () => opening.result.createObjectStore(store);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const change = opening.result.transaction(store, 'readwrite');
        change.objectStore(store).put(key, name);
        change.oncomplete = resolve;
        change.onabort = () => reject(change.error);
      };
    });
  } finally {
    location.replace(address); // Where nothing could be kept, the sandboxes there say that the key is missing.
  }
}

/** @param parameter What the address carries the key in. */
export function sendEntryPage(response: ServerResponse, parameter: string): void {
  const script = `(${keep})(${JSON.stringify(parameter)}, ${JSON.stringify(keyPlace)})`;
  const hash = createHash('sha256').update(script).digest('base64');
  response
    .writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; script-src 'sha256-${hash}'; img-src data:; frame-ancestors 'none'`,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    })
    .end(`<!doctype html><title>Leak Lab</title><link rel="icon" href="data:,"><script>${script}</script>\n`);
}
