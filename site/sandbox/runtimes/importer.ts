import { once } from './once.ts';

/**
 * What imports a part of the site when it is needed, once. Firefox (153) keeps that a module could not be fetched: after that it is asked for by another
 * address than the one that the error names.
 */
export function importer<T>(load: () => Promise<T>): () => Promise<T> {
  let failed: URL | null = null;
  let tries = 0;
  return once(async () => {
    try {
      if (!failed) return await load();
      failed.searchParams.set('try', String(++tries));
      return (await import(/* @vite-ignore */ failed.href)) as T;
    } catch (error) {
      failed ??= addressIn(String(error));
      throw error;
    }
  });
}

const addressIn = (text: string): URL | null => {
  const address = /\w+:\/\/\S+/.exec(text)?.[0];
  return address === undefined ? null : new URL(address);
};
