import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

/** Gives our HTTP/2, where a page reads frames with it, the library that stands for Node's `buffer` in a browser. */
export const bufferForPages = (): Plugin => ({
  name: 'leak-lab:buffer-for-pages',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  resolveId: (source) => (source === 'node:buffer' ? require.resolve('buffer/') : undefined),
});
