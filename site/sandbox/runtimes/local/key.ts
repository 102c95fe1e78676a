import { keyPlace, proofText } from './protocol.ts';

/** What shows the server that this browser has its key, over its challenge; null where the browser has none, or may not keep one. */
export async function proofOf(challenge: string): Promise<string | null> {
  const key = await keptKey().catch(() => null);
  if (key === null) return null;
  const text = new TextEncoder().encode(proofText(challenge, location.origin));
  const proof = new Uint8Array(await crypto.subtle.sign('HMAC', key, text));
  return Array.from(proof, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the page that the printed address leads to has kept (`site/server/http/entry-page.ts`). No script can read it, but sign with it. */
function keptKey(): Promise<CryptoKey | null> {
  const { database, store, name } = keyPlace;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const got = opening.result.transaction(store).objectStore(store).get(name) as IDBRequest<CryptoKey | undefined>;
      got.onerror = () => reject(got.error);
      got.onsuccess = () => resolve(got.result ?? null);
      opening.result.close();
    };
  });
}
