import { SqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

/** The store in a file. @throws where it cannot be opened. */
export async function openStore(where: string): Promise<Store> {
  return new SqliteStore(where);
}
