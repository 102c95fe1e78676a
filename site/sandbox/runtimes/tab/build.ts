import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Alias, type Plugin } from 'vite';
import { hostLink } from '../../../../sandbox-templates/guest/tab/node/host.ts';

const guest = fileURLToPath(new URL('../../../../sandbox-templates/guest/tab/', import.meta.url));
const require = createRequire(import.meta.url);

/** Node's modules that are ours. */
const own: Readonly<Record<string, string>> = {
  assert: 'node/assert', buffer: 'node/buffer', crypto: 'node/crypto', diagnostics_channel: 'node/diagnostics-channel', dns: 'node/dns', events: 'node/events',
  http2: '../http2/index', net: 'node/net', os: 'node/os', perf_hooks: 'node/perf-hooks', process: 'node/process-module', timers: 'node/timers', url: 'node/url',
  util: 'node/util', zlib: 'node/zlib', cluster: 'node/absent', fs: 'node/absent', http: 'node/absent', https: 'node/absent', tls: 'node/absent', v8: 'node/absent',
};
/** Those that libraries bring. */
const libraries: Readonly<Record<string, string>> = { stream: 'readable-stream/lib/ours/browser.js', string_decoder: 'string_decoder/' };
/** Packages that ask for these want what they were written against: the libraries below our modules. */
const below: Readonly<Record<string, string>> = { buffer: 'buffer/', events: 'events/' };

/** Those of libraries that only the second file has. */
const librariesOfMore: Readonly<Record<string, string>> = { path: 'path-browserify' };

const exactly = (name: string) => new RegExp(`^${name}/?$`);

const forLibraries = (libraries: Readonly<Record<string, string>>): Alias[] =>
  Object.entries(libraries).map(([name, to]) => ({ find: exactly(`(?:node:)?${name}`), replacement: require.resolve(to) }));

const alias: Alias[] = [
  // With a slash, only readable-stream asks for it.
  { find: /^process\/$/, replacement: `${guest}node/next-tick.ts` },
  ...Object.entries(below).map(([name, to]) => ({ find: exactly(name), replacement: require.resolve(to) })),
  ...forLibraries(libraries),
  ...Object.entries(own).map(([name, file]) => ({ find: exactly(`(?:node:)?${name}`), replacement: `${guest}${file}.ts` })),
  { find: '@grpc/proto-loader', replacement: `${guest}node/absent.ts` },
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
      id.startsWith(prefix) ? `module.exports = globalThis[Symbol.for(${JSON.stringify(hostLink)})].find(${JSON.stringify(id.slice(prefix.length))});` : undefined,
  };
}

/** Of a package's description, code asks for no more than this. */
const descriptions: Plugin = {
  name: 'leak-lab:descriptions',
  enforce: 'pre',
  load(id) {
    if (!id.endsWith('/package.json')) return undefined;
    const { name, version } = require(id) as { name: string; version: string };
    return JSON.stringify({ name, version });
  },
};

/** Builds a file of the guest's, with the packages it needs, into one classic script. */
async function buildScript(file: string, alias: Alias[], plugins: Plugin[] = []): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias },
    plugins: [descriptions, ...plugins],
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

/** By the name of the virtual module that gives its address: what runs inside, and the modules that few programs import. */
const scripts: Readonly<Record<string, () => Promise<string>>> = {
  'tab-guest': () => buildScript('guest.ts', alias),
  'tab-more': () => buildScript('more.ts', [...absent, ...forLibraries(librariesOfMore)], [fromHost()]),
};

const prefix = 'virtual:leak-lab/';
const devPrefix = '/@leak-lab/';

/** Gives `virtual:leak-lab/tab-guest` and `…/tab-more`, whose default exports are the addresses of those scripts. Built once, when first asked for. */
export function tabRuntime(): Plugin {
  const built = new Map<string, Promise<string>>();
  const script = (name: string): Promise<string> => {
    let code = built.get(name);
    if (!code) built.set(name, (code = scripts[name]!()));
    return code;
  };
  let serving = false;
  return {
    name: 'leak-lab:tab-runtime',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use(devPrefix, ({ url = '' }, response, next) => {
        const name = url.replace(/^\/|\.js.*$/g, '');
        if (!(name in scripts)) return next();
        script(name).then((code) => response.setHeader('content-type', 'text/javascript').end(code), next);
      });
      // What runs inside has no module graph of the server's: a change there builds it anew.
      server.watcher.on('change', (file) => {
        if (file.includes('/sandbox-templates/guest/')) built.clear();
      });
    },
    resolveId: (source) => (source.startsWith(prefix) && source.slice(prefix.length) in scripts ? `\0${source}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const name = id.slice(prefix.length + 1);
      if (serving) return `export default ${JSON.stringify(`${devPrefix}${name}.js`)};`;
      const reference = this.emitFile({ type: 'asset', name: `${name}.js`, source: await script(name) });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
