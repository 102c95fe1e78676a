// Makes this Node as broken as a WebContainer's, as far as that is known (stackblitz/webcontainer-core #887, boronine/h2tunnel #11).
const http2 = require('node:http2');
const os = require('node:os');
const v8 = require('node:v8');
const { syncBuiltinESMExports } = require('node:module');

const setupHandle = () => {
  throw new TypeError('n.consume is not a function');
};
http2.getDefaultSettings = () => ({});
http2.connect = (authority, options) => {
  if (options?.createConnection) return setupHandle();
  const { hostname, port } = new URL(authority);
  return require('node:net')
    .connect({ host: hostname, port: Number(port) })
    .on('connect', setupHandle);
};
http2.createServer = () => require('node:net').createServer(setupHandle);
http2.createSecureServer = http2.createServer;

const { memoryUsage } = process;
// A container whose figure is made up: it does not follow what is allocated.
const figure = process.env.FAKE_HEAP === 'fixed' ? { heapUsed: 20e6, heapTotal: 30e6 } : {};
process.memoryUsage = Object.assign(() => ({ ...memoryUsage(), rss: 0, ...figure }), { rss: () => 0 });
delete process.env.FAKE_HEAP;
os.totalmem = () => NaN;
v8.setFlagsFromString = () => undefined;
delete globalThis.gc;
syncBuiltinESMExports();
