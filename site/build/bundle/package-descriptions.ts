import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

/** Of a package's description, code asks for no more than its name and version. */
export const packageDescriptions: Plugin = {
  name: 'leak-lab:package-descriptions',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('/package.json')) return undefined;
    const { name, version } = require(id) as { name: string; version: string };
    return JSON.stringify({ name, version });
  },
};
