import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Alias, type Plugin } from 'vite';
import { hostLink } from '../../../../sandbox-templates/guest/tab/node/host.ts';
import { madeFiles } from '../../../build/bundle/made-files.ts';
import { packageDescriptions } from '../../../build/bundle/package-descriptions.ts';
import { enclosureDocument } from './enclosure-document.ts';
import { followWaits } from './follow-waits.ts';
import { courseRecipes } from './recipes.ts';

const guest = fileURLToPath(new URL('../../../../sandbox-templates/guest/tab/', import.meta.url));
const require = createRequire(import.meta.url);

/** Node's modules that are ours. */
const own: Readonly<Record<string, string>> = {
  assert: 'node/assert',
  buffer: 'node/buffer',
  crypto: 'node/crypto',
  diagnostics_channel: 'node/diagnostics-channel',
  dns: 'node/dns',
  events: 'node/events',
  http2: '../../http2/core',
  net: 'node/net',
  os: 'node/os',
  perf_hooks: 'node/perf-hooks',
  process: 'node/process-module',
  timers: 'node/timers',
  url: 'node/url',
  util: 'node/util',
  zlib: 'node/zlib',
  cluster: 'node/absent',
  fs: 'node/absent',
  http: 'node/absent',
  https: 'node/absent',
  tls: 'node/absent',
  v8: 'node/absent',
};
/** Those that libraries bring. */
const libraries: Readonly<Record<string, string>> = {
  stream: 'readable-stream/lib/ours/browser.js',
  string_decoder: 'string_decoder/',
};
/** Packages that ask for these want what they were written against: the libraries below our modules. */
const below: Readonly<Record<string, string>> = { buffer: 'buffer/', events: 'events/' };

/** Those of libraries that only the second file has. */
const librariesOfMore: Readonly<Record<string, string>> = { path: 'path-browserify' };

const exactly = (name: string) => new RegExp(`^${name}/?$`);

const forLibraries = (libraries: Readonly<Record<string, string>>): Alias[] =>
  Object.entries(libraries).map(([name, to]) => ({
    find: exactly(`(?:node:)?${name}`),
    replacement: require.resolve(to),
  }));

const alias: Alias[] = [
  // With a slash, only readable-stream asks for it.
  { find: /^process\/$/, replacement: `${guest}node/next-tick.ts` },
  ...Object.entries(below).map(([name, to]) => ({ find: exactly(name), replacement: require.resolve(to) })),
  ...forLibraries(libraries),
  ...Object.entries(own).map(([name, file]) => ({
    find: exactly(`(?:node:)?${name}`),
    replacement: `${guest}${file}.ts`,
  })),
  { find: '@grpc/proto-loader', replacement: `${guest}node/absent.ts` },
  { find: /^.*\/async-scope\.ts$/, replacement: `${guest}node/async-context.ts` },
];

const absent = alias.filter(({ replacement }) => replacement.endsWith('/absent.ts'));

/** For a file that finds the modules of another: all of Node's that are there come from it, at run time. */
function fromHost(): Plugin {
  const names = new Set([...Object.keys(own), ...Object.keys(libraries)].filter((name) => own[name] !== 'node/absent'));
  const prefix = '\0host:';
  return {
    name: 'leak-lab:from-host',
    enforce: 'pre',
    resolveId(source) {
      const name = source.replace(/^node:/, '');
      return names.has(name) ? prefix + name : undefined;
    },
    load: (id) =>
      id.startsWith(prefix)
        ? `module.exports = globalThis[Symbol.for(${JSON.stringify(hostLink)})].find(${JSON.stringify(id.slice(prefix.length))});`
        : undefined,
  };
}

const contexts = JSON.stringify(`${guest}node/async-context.ts`);
const ownWaits = followWaits((isModule) =>
  isModule
    ? `import { kept as $kept, keptAll as $keptAll } from ${contexts};`
    : `const { kept: $kept, keptAll: $keptAll } = require(${contexts});`,
);
const waitsOfMore = followWaits(
  () => `const { kept: $kept, keptAll: $keptAll } = globalThis[Symbol.for(${JSON.stringify(hostLink)})].contexts;`,
);

/** Builds a file of the guest's, with the packages it needs, into one classic script. */
async function buildScript(file: string, alias: Alias[], plugins: Plugin[]): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias },
    plugins: [packageDescriptions, ...plugins],
    // What a package asks of it is answered once, here.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: `${guest}${file}`, output: { format: 'iife' } },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('The tab runtime was not built.');
  return `${output.output[0].code}\n//# sourceURL=leak-lab:${file}`;
}

const recipesId = 'virtual:leak-lab/tab-recipes';

/** Gives the recipes of the course's own texts. Of one that has changed since there is none, and the compiler reads it. */
const recipes: Plugin = {
  name: 'leak-lab:tab-recipes',
  resolveId: (source) => (source === recipesId ? `\0${recipesId}` : undefined),
  load: (id) =>
    id === `\0${recipesId}`
      ? `export default JSON.parse(${JSON.stringify(JSON.stringify(courseRecipes()))})`
      : undefined,
};

/**
 * Gives `virtual:leak-lab/tab-guest`, `…/tab-more` and `…/tab-enclosure`: what runs inside, the modules that few programs import, and the document
 * around both; and `…/tab-recipes`.
 */
export const tabRuntime = (): Plugin[] => [
  recipes,
  madeFiles({
    'tab-enclosure': { extension: 'html', make: async () => enclosureDocument },
    'tab-guest': { extension: 'js', make: () => buildScript('guest.ts', alias, [ownWaits]) },
    'tab-csharp': { extension: 'js', make: () => buildScript('csharp/start.ts', alias, []) },
    'tab-more': {
      extension: 'js',
      make: () => buildScript('more.ts', [...absent, ...forLibraries(librariesOfMore)], [fromHost(), waitsOfMore]),
    },
  }),
];
