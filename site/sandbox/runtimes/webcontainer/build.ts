import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { madeFiles } from '../../../build/bundle/made-files.ts';
import { buildTree } from './tree.ts';

/** The package as one module, apart from the pages' own, so that it can be loaded anew: it cannot boot again after some failures. */
async function buildClient(): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: {
        input: fileURLToPath(import.meta.resolve('@webcontainer/api')),
        output: { format: 'es' },
        preserveEntrySignatures: 'strict',
      },
    },
  });
  const [{ output }] = [result].flat() as [Rolldown.RolldownOutput];
  return output[0].code;
}

/** Gives `virtual:leak-lab/webcontainer-client` and `…/webcontainer-tree`: the package, and what is mounted. */
export const webcontainerRuntime = (): Plugin =>
  madeFiles({
    'webcontainer-client': { extension: 'js', make: buildClient },
    'webcontainer-tree': { extension: 'json', make: async () => JSON.stringify(await buildTree()) },
  });
