import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { CsharpOutput } from './build.ts';

const module = 'virtual:leak-lab/csharp';
const devPrefix = '/@leak-lab-csharp/';

/** Gives `virtual:leak-lab/csharp`: the addresses of the files by name, and that of the manifest. */
export function csharpFiles(output: CsharpOutput | null): Plugin {
  let serving = false;
  return {
    name: 'leak-lab:csharp',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use(devPrefix, ({ url = '' }, response, next) => {
        if (!output) return next();
        const name = path.basename(url);
        const type = name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
        readFile(name === 'manifest.json' ? path.join(output, name) : path.join(output, 'files', name)).then(
          (data) => response.setHeader('content-type', type).end(data),
          next,
        );
      });
    },
    resolveId: (source) => (source === module ? `\0${module}` : undefined),
    async load(id) {
      if (id !== `\0${module}`) return undefined;
      if (!output) return 'export default null;';
      const address = async (name: string, file: string): Promise<string> => {
        if (serving) return JSON.stringify(`${devPrefix}${name}`);
        const reference = this.emitFile({ type: 'asset', name, source: await readFile(file) });
        return `import.meta.ROLLUP_FILE_URL_${reference}`;
      };
      const names = await readdir(path.join(output, 'files'));
      const entries = await Promise.all(
        names.map(async (name) => `${JSON.stringify(name)}: ${await address(name, path.join(output, 'files', name))}`),
      );
      const manifest = await address('manifest.json', path.join(output, 'manifest.json'));
      return `export default { manifest: ${manifest}, files: { ${entries.join(', ')} } };`;
    },
  };
}
