// Builds the site and serves it on loopback, with the local runtime. PORT changes the port;
// --no-build serves what an earlier build left, in dist/ or in the directory that --dist names.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSite } from './build.ts';
import { whenOrphaned } from './machine/when-orphaned.ts';
import { ownKey } from './http/key.ts';
import { lock } from './machine/lock.ts';
import { startLocalRuntime } from './local-runtime.ts';
import { SiteServer } from './serve.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({ options: { 'no-build': { type: 'boolean' }, dist: { type: 'string' } } });
const dist = options.dist ?? path.join(project, 'dist');

/** Ends the process with a sentence for the person who started it. */
function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const port = Number(process.env.PORT || 4321);
if (!Number.isInteger(port) || port < 0 || port > 65535)
  fail(`PORT is "${process.env.PORT}", which is not a port number.`);

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

/** Builds the site, or takes what another `npm start` in this checkout has built while this one waited for it. */
async function buildOnce(): Promise<string | null> {
  const began = Date.now();
  using held = await lock(project, 'build', stopping.signal);
  const built = await stat(path.join(dist, 'index.html')).catch(() => null); // the other's may have failed
  if (held.waited && built && built.mtimeMs > began) return null;
  return buildSite(project, stopping.signal);
}

if (process.env.npm_lifecycle_event) whenOrphaned(() => stopping.abort());

// Before the build, which takes a while: a port that is taken is told at once.
const server = await SiteServer.listen(port).catch((error: NodeJS.ErrnoException) =>
  fail(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program. Stop that program, or choose another port: PORT=${port < 65535 ? port + 1 : port - 1} npm start`
      : `Cannot listen on port ${port}: ${error.message}`,
  ),
);

if (!options['no-build']) {
  const failure = await buildOnce().catch((error: unknown) => {
    if (stopping.signal.aborted) process.exit(0);
    throw error;
  });
  if (failure !== null) fail(`${failure}\nThe site could not be built. What the build said is above.`);
} else if (!existsSync(path.join(dist, '404.html')))
  fail(`There is no built site in ${dist}. Run "npm run build" first, or leave out --no-build.`);

const key = await ownKey();
const runtime = await startLocalRuntime(key).catch((error: Error) =>
  fail(`The local runtime cannot start: ${error.message}`),
);
await server.serve(dist, runtime);
console.log(`Leak Lab is at ${key.addressOf(`http://localhost:${server.port}`)}`);

// The last resort, from here on: each of these is a fault of ours, which may cost a run, but neither the others nor the server.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => console.error('The server goes on after a fault of its own:', error));

/** What has not ended by then is left to the reaper. */
const closeWithin = 10_000; // ms

const close = async () => {
  setTimeout(() => process.exit(1), closeWithin).unref();
  await runtime.close();
  await server.close();
};
if (stopping.signal.aborted) await close();
else stopping.signal.addEventListener('abort', close, { once: true });
