// What `npm run class` runs: the built course and the hub of its classes, at one address.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { renderUnicodeCompact } from 'uqr';
import { stateDirectory } from '../../server/http/key.ts';
import { whenOrphaned } from '../../server/machine/when-orphaned.ts';
import { ClassServer } from './class-server.ts';
import { Hub } from './hub.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

const usage = `Serves the course, and the hub of one class or several.

  --class <name>       What the class is called. Several times for several classes; "Leak Lab" where there is none.
  --host <address>     Who can reach it: by default this machine alone. 0.0.0.0 for everybody on its networks.
  --port <number>      By default PORT, else 4323.
  --url <address>      The address that learners come by, where it is another: a name, a proxy's.
  --cert, --key <file> TLS, by a certificate and its key as PEM.
  --behind-proxy       Believe X-Forwarded-For and X-Forwarded-Host. Only where a proxy sets them.
  --store <file>       Where classes are kept, unless CLASS_DATABASE names a PostgreSQL database: postgres://user:password@host/name.
  --dist <directory>   The built site.
  --pages-only         The course alone, without classes.`;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const options = (() => {
  try {
    return parseArgs({
      options: {
        class: { type: 'string', multiple: true, default: ['Leak Lab'] },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: process.env.PORT || '4323' },
        url: { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        'behind-proxy': { type: 'boolean', default: false },
        store: { type: 'string' },
        dist: { type: 'string', default: builtSite() },
        'pages-only': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`);
  }
})();
if (options.help) {
  console.log(usage);
  process.exit(0);
}

const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`"${options.port}" is not a port number.`);
if (!options.cert !== !options.key) fail('TLS takes both, --cert and --key.');
if (!existsSync(path.join(options.dist, '404.html')))
  fail(`There is no built site in ${options.dist}. Run "npm run build" first.`);

const read = (file: string) => {
  try {
    return readFileSync(file);
  } catch (error) {
    return fail(`${file} cannot be read: ${(error as Error).message}`);
  }
};
const database = process.env.CLASS_DATABASE;
/** Asked for only where it is needed: whom a container runs as may have no home. */
const fileOfClasses = () => options.store ?? path.join(stateDirectory(), 'leak-lab', 'class.sqlite');
const openStore = async (): Promise<Store> => {
  if (options['pages-only']) return new SqliteStore(':memory:');
  if (!database) {
    const file = fileOfClasses();
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return new SqliteStore(file);
  }
  if (!/^postgres(ql)?:\/\//.test(database)) throw new Error('it takes an address that begins with postgres://');
  const { PostgresStore } = await import('./postgres-store.ts');
  return PostgresStore.open(database);
};

const tls = options.cert && options.key ? { cert: read(options.cert), key: read(options.key) } : null;

// The database's address has a password in it.
const store = await openStore().catch((error: Error) =>
  fail(
    `Classes cannot be kept in ${database ? 'the database that CLASS_DATABASE names' : fileOfClasses()}: ${error.message || (error as NodeJS.ErrnoException).code}`,
  ),
);
const hub = await Hub.open(store);
const server = await ClassServer.listen(hub, {
  directory: options.dist,
  host: options.host,
  port,
  tls,
  behindProxy: options['behind-proxy'],
}).catch((error: NodeJS.ErrnoException) => fail(whyNot(error)));

let closing = false;
const close = async () => {
  if (closing) return;
  closing = true;
  setTimeout(() => process.exit(1), 10_000).unref();
  await server[Symbol.asyncDispose]();
  await hub.close();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());
if (process.env.npm_lifecycle_event) whenOrphaned(() => void close());

const everywhere = ['0.0.0.0', '::'].includes(options.host);
const onlyHere = ['127.0.0.1', '::1', 'localhost'].includes(options.host);
const address = (options.url ?? `http${tls ? 's' : ''}://${hostOf()}:${server.port}`).replace(/\/*$/, '/');
console.log(`Leak Lab is at ${address}`);
console.log(
  onlyHere
    ? 'Only this machine can reach it. For a room: --host 0.0.0.0'
    : `${everywhere ? 'Everybody on this machine’s networks' : `Whoever can reach ${options.host}`} can open it${tls ? '' : ', and read what is said: it is not encrypted'}.`,
);
if (!options['pages-only'])
  for (const name of options.class) {
    const { code, key } = await hub.openClass(name);
    const join = `${address}class/#${code}`;
    console.log(`\n${name}\n  Learners: ${join}\n  or ${address}class/ and the code ${code}\n`);
    console.log(renderUnicodeCompact(join, { border: 2 }));
    console.log(`  For trainers alone: ${address}class/trainer/#${key}`);
  }

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another: --port ${port + 1}`;
  if (code?.startsWith('ERR_OSSL')) return `--cert and --key hold no certificate and its key as PEM: ${message}`;
  return message;
}

/** A name for this machine that others can follow: its first address that is not its own alone. */
function hostOf(): string {
  if (onlyHere) return 'localhost';
  if (!everywhere) return options.host.includes(':') ? `[${options.host}]` : options.host;
  const all = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? os.hostname();
}

/** Beside the bundled script of a release, else where a checkout's build leaves it. */
function builtSite(): string {
  const beside = fileURLToPath(new URL('../site', import.meta.url));
  return existsSync(path.join(beside, '404.html')) ? beside : fileURLToPath(new URL('../../../dist', import.meta.url));
}

// The last resort: each of these is a fault of ours, which may cost a page, but not the class.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => console.error('The hub goes on after a fault of its own:', error));
