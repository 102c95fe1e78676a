import type { FileSystemTree } from '@webcontainer/api';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { packageDescriptions } from '../../../build/bundle/package-descriptions.ts';
import { guestFolder, guestModules } from './layout.ts';

const require = createRequire(import.meta.url);
const guest = fileURLToPath(new URL('../../../../sandbox-templates/guest/', import.meta.url));

/** What a sandbox's programs may import. */
const packages = ['@grpc/grpc-js', 'msgpackr', 'prom-client'];

/** Asked for only in a `try`, or by what no program here uses: `channelz` over a definition in Protobuf. */
const leftOut = ['msgpackr-extract', '@grpc/proto-loader'];

async function bundle(
  input: string | Record<string, string>,
  format: 'cjs' | 'es',
  external: string[],
  plugins: Plugin[] = [],
): Promise<Rolldown.OutputChunk[]> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [packageDescriptions, ...plugins],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      write: false,
      target: 'node22',
      // Names stay: they stand in stacks and heap snapshots.
      minify: false,
      rolldownOptions: {
        input,
        external: [/^node:/, ...external, ...leftOut],
        output: {
          format,
          entryFileNames: '[name].mjs',
          chunkFileNames: '[name].mjs',
          comments: false,
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  });
  const [{ output }] = [result].flat() as [Rolldown.RolldownOutput];
  return output as Rolldown.OutputChunk[];
}

/**
 * A package as one CommonJS file with all that it depends on, and a module that gives its names to `import`: `require` and `import` then find
 * the same classes, which the probe watches.
 */
async function packageFolder(name: string): Promise<FileSystemTree> {
  const [chunk] = await bundle({ index: require.resolve(name) }, 'cjs', []);
  const { version, license } = require(`${packageRoot(name)}/package.json`) as { version: string; license: string };
  const names = Object.keys(require(name) as object).filter((key) => key !== 'default' && key !== '__esModule');
  return folder({
    'package.json': JSON.stringify({
      name,
      version,
      license,
      exports: { '.': { import: './index.mjs', default: './index.cjs' } },
    }),
    'index.cjs': chunk!.code,
    'index.mjs': `import all from './index.cjs';\nexport default all;\nexport const { ${names.join(', ')} } = all;\n`,
  });
}

/** The folder of an installed package, whatever file of it `require` finds. */
const packageRoot = (name: string): string => {
  const file = require.resolve(name);
  return file.slice(0, file.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}`.length);
};

async function guestFolderTree(): Promise<FileSystemTree> {
  const chunks = await bundle(
    Object.fromEntries(Object.entries(guestModules).map(([name, file]) => [name, `${guest}${file}`])),
    'es',
    packages,
  );
  return folder(Object.fromEntries(chunks.map(({ fileName, code }) => [fileName, code])));
}

const folder = (files: Readonly<Record<string, string>>): FileSystemTree =>
  Object.fromEntries(Object.entries(files).map(([name, contents]) => [name, { file: { contents } }]));

/**
 * Everything that a container holds besides the sandboxes:
 *
 *     package.json     makes the programs ES modules
 *     node_modules/    the packages, each in one file
 *     leak-lab/        what runs beside the programs
 */
export async function buildTree(): Promise<FileSystemTree> {
  const [guestTree, ...folders] = await Promise.all([guestFolderTree(), ...packages.map(packageFolder)]);
  const modules: FileSystemTree = {};
  for (const [i, name] of packages.entries()) {
    const parts = name.split('/');
    const parent = parts
      .slice(0, -1)
      .reduce((tree, part) => ((tree[part] ??= { directory: {} }) as { directory: FileSystemTree }).directory, modules);
    parent[parts.at(-1)!] = { directory: folders[i]! };
  }
  return {
    ...folder({ 'package.json': JSON.stringify({ private: true, type: 'module' }) }),
    node_modules: { directory: modules },
    [guestFolder]: { directory: guestTree },
  };
}
