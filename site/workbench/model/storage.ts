/** Text kept by key, for longer than the page: what `Work` needs of a browser's storage. */
export interface Storage {
  get(key: string): string | null;
  /** False where the text could not be kept. */
  set(key: string, text: string): boolean;
  /** Calls back when another tab sets the key; returns the function that ends it. */
  onForeignSet(key: string, listener: (text: string) => void): () => void;
}

/** `localStorage`: synchronous, so what is typed last outlives a page that is torn down. Blocked or full, it keeps nothing and says so. */
export const browserStorage: Storage = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage is blocked for this site; `set` says so.
    }
  },
  set(key, text) {
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  },
  onForeignSet(key, listener) {
    const onStorage = (event: StorageEvent) => {
      if (event.key === key && event.newValue !== null) listener(event.newValue);
    };
    addEventListener('storage', onStorage);
    return () => removeEventListener('storage', onStorage);
  },
};
