import type { Plugin } from 'vite';

/** A file that the pages fetch at run time and that is no module of theirs. */
export interface MadeFile {
  readonly extension: 'js' | 'json' | 'html';
  make(): Promise<string>;
}

const prefix = 'virtual:leak-lab/';
const devPrefix = '/@leak-lab/';
const mediaTypes = { js: 'text/javascript', json: 'application/json', html: 'text/html' };

/** Gives `virtual:leak-lab/<name>`, whose default export is the address of the file of that name. Made once, when first asked for. */
export function madeFiles(files: Readonly<Record<string, MadeFile>>): Plugin {
  const made = new Map<string, Promise<string>>();
  const textOf = (name: string): Promise<string> => {
    let text = made.get(name);
    if (!text) made.set(name, (text = files[name]!.make()));
    return text;
  };
  let serving = false;
  return {
    name: `leak-lab:made-files:${Object.keys(files).join(',')}`,
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use(devPrefix, ({ url = '' }, response, next) => {
        const name = url.replace(/^\/|\..*$/g, '');
        const file = files[name];
        if (!file) return next();
        // As site/server/http/isolation.ts has it for those of a build.
        response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
        textOf(name).then((text) => response.setHeader('content-type', mediaTypes[file.extension]).end(text), next);
      });
      // What runs inside has no module graph of the server's: a change there makes it anew.
      server.watcher.on('change', (file) => {
        if (file.includes('/sandbox-templates/guest/')) made.clear();
      });
    },
    resolveId: (source) =>
      source.startsWith(prefix) && source.slice(prefix.length) in files ? `\0${source}` : undefined,
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const name = id.slice(prefix.length + 1);
      if (!(name in files)) return undefined;
      const fileName = `${name}.${files[name]!.extension}`;
      if (serving) return `export default ${JSON.stringify(`${devPrefix}${fileName}`)};`;
      const reference = this.emitFile({ type: 'asset', name: fileName, source: await textOf(name) });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
