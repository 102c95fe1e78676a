import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const standIn = fileURLToPath(new URL('../search/pagefind-ui.ts', import.meta.url)).replaceAll('\\', '/');

/** Gives Starlight's search our stand-in for Pagefind's interface. The stand-in itself gets the real one. */
export function searchOnDemand(): Plugin {
  return {
    name: 'leak-lab:search-on-demand',
    enforce: 'pre',
    resolveId: (source, importer) => (source === '@pagefind/default-ui' && importer !== standIn ? standIn : undefined),
  };
}
