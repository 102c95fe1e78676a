import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Alias, type Plugin } from 'vite';

const guest = fileURLToPath(new URL('../../../../sandbox-templates/guest/tab/', import.meta.url));
const require = createRequire(import.meta.url);

/** Node's modules that are ours, and so are imported by `node:` name by our own files. */
const own = {
  assert: 'node/assert', buffer: 'node/buffer', crypto: 'node/crypto', diagnostics_channel: 'node/diagnostics-channel', dns: 'node/dns', events: 'node/events',
  http2: '../http2/index', net: 'node/net', os: 'node/os', perf_hooks: 'node/perf-hooks', process: 'node/process-module', timers: 'node/timers', url: 'node/url',
  util: 'node/util', zlib: 'node/zlib', cluster: 'node/absent', fs: 'node/absent', http: 'node/absent', https: 'node/absent', tls: 'node/absent', v8: 'node/absent',
};
/** Those that libraries bring. */
const libraries = { path: 'path-browserify', stream: 'readable-stream/lib/ours/browser.js', string_decoder: 'string_decoder/' };
/** Packages that ask for these want what they were written against: the libraries below our modules. */
const below = { buffer: 'buffer/', events: 'events/' };

const exactly = (name: string) => new RegExp(`^${name}/?$`);

const alias: Alias[] = [
  // With a slash, only readable-stream asks for it.
  { find: /^process\/$/, replacement: `${guest}node/next-tick.ts` },
  ...Object.entries(below).map(([name, to]) => ({ find: exactly(name), replacement: require.resolve(to) })),
  ...Object.entries(libraries).map(([name, to]) => ({ find: exactly(`(?:node:)?${name}`), replacement: require.resolve(to) })),
  ...Object.entries(own).map(([name, file]) => ({ find: exactly(`(?:node:)?${name}`), replacement: `${guest}${file}.ts` })),
  { find: '@grpc/proto-loader', replacement: `${guest}node/absent.ts` },
];

/** Builds what runs inside a tab's sandbox, with its packages, into one classic script. */
async function buildGuest(): Promise<string> {
  const result = await build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias },
    // Of Node's own; what a packages asks of it is answered once, here.
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: `${guest}guest.ts`, output: { format: 'iife' } },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('The tab runtime was not built.');
  return `${output.output[0].code}\n//# sourceURL=leak-lab:tab`;
}

const id = 'virtual:leak-lab/tab-guest';
const devPath = '/@leak-lab/tab-guest.js';

/** Gives `virtual:leak-lab/tab-guest`, whose default export is the address of that script. Built once, when first asked for. */
export function tabRuntime(): Plugin {
  let script: Promise<string> | null = null;
  const built = () => (script ??= buildGuest());
  let serving = false;
  return {
    name: 'leak-lab:tab-runtime',
    configResolved(config) {
      serving = config.command === 'serve';
    },
    configureServer(server) {
      server.middlewares.use(devPath, (_request, response, next) => {
        built().then((code) => response.setHeader('content-type', 'text/javascript').end(code), next);
      });
      // What runs inside has no module graph of the server's: a change there builds it anew.
      server.watcher.on('change', (file) => {
        if (file.includes('/sandbox-templates/guest/')) script = null;
      });
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined;
      if (serving) return `export default ${JSON.stringify(devPath)};`;
      const reference = this.emitFile({ type: 'asset', name: 'tab-guest.js', source: await built() });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
