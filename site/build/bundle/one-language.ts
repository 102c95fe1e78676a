import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const strings = fileURLToPath(new URL('../../strings/', import.meta.url)).replaceAll('\\', '/');

/**
 * Gives the sentences of each language, where they are put together, modules of their own. A file of `site/strings/sandbox/` has both
 * languages, and a bundler puts a module into one chunk: a page would otherwise fetch the language that it does not speak.
 */
export const oneLanguage = (): Plugin => ({
  name: 'leak-lab:one-language',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  async resolveId(source, importer) {
    const language = importer?.startsWith(strings) && /^(en|zh-cn)\.ts$/.exec(importer.slice(strings.length))?.[1];
    if (!language || !source.startsWith('./sandbox/')) return;
    const resolved = await this.resolve(source, importer, { skipSelf: true });
    return resolved && `${resolved.id}?${language}`;
  },
});
