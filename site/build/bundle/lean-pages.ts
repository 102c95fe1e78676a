import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const fileOf = (url: URL) => fileURLToPath(url).replaceAll('\\', '/');
const search = fileOf(new URL('../../search/pagefind-ui.ts', import.meta.url));
const outline = fileOf(new URL('../../outline/starlight-toc.ts', import.meta.url));

/** What every page loads, a few lines each: compressed as one file it is two thirds as large. */
export const onEveryPage =
  /preload-helper|\/site\/outline\/|(?:saved-work-key|ask-to-run|page-address|language-select|progress\/progress|progress-marks|kept-key|joined)\.ts$/;

/**
 * What every page would load before its reader does anything, in less script: Pagefind's interface comes when the search is reached for (the
 * stand-in itself gets the real one), the outline is our own, and an import on demand is the browser's own. Vite's helper for that preloads what the
 * module imports, styles too, of which none of ours has any. So it is with an opened sandbox: of the editor's completions, it has the brackets that close
 * themselves in a copy of their own; the rest comes with the types.
 */
export function leanPages(): Plugin {
  return {
    name: 'leak-lab:lean-pages',
    enforce: 'pre',
    configResolved({ environments }) {
      // Astro has a setting of its own here, which comes after ours.
      Object.assign(environments.client!.build, { modulePreload: false });
    },
    async resolveId(source, importer) {
      if (source === '@codemirror/autocomplete' && importer?.endsWith('/workbench/editor/setup.ts')) {
        const found =
          this.environment.mode === 'build' ? await this.resolve(source, importer, { skipSelf: true }) : null;
        return found && { ...found, id: `${found.id}?brackets` };
      }
      if (source === '@pagefind/default-ui' && importer !== search) return search;
      return source.endsWith('/TableOfContents/starlight-toc') ? outline : undefined;
    },
    load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}
