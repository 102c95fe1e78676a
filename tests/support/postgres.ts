import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const debian = '/usr/lib/postgresql';

/** Where `initdb` and `postgres` are: on the path, or in Debian's folder of the newest version. */
const programs: string | undefined = [
  ...(process.env.PATH ?? '').split(path.delimiter),
  ...(existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []).map((version) =>
    path.join(debian, version, 'bin'),
  ),
].find((folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')));

/** Why no PostgreSQL can be started here, or null. */
export const noPostgres: string | null =
  process.platform === 'win32'
    ? 'PostgreSQL is started for tests on Linux and macOS alone'
    : programs === undefined
      ? 'there is no PostgreSQL: neither on the path nor in /usr/lib/postgresql'
      : null;

type User = Partial<Record<'uid' | 'gid', number>>;

/** A PostgreSQL of one test file's own, in a temporary folder. It refuses to run as root: then it runs as nobody. Ends on dispose. */
export class Postgres implements AsyncDisposable {
  readonly #folder: string;
  readonly #port: number;
  readonly #as: User;
  #server: ChildProcess | null = null;

  private constructor(folder: string, port: number, as: User) {
    this.#folder = folder;
    this.#port = port;
    this.#as = as;
  }

  static async start(): Promise<Postgres> {
    const as: User = process.getuid!() === 0 ? nobody() : {};
    const folder = await mkdtemp(path.join(os.tmpdir(), 'leak-lab-postgres-'));
    if (as.uid !== undefined) await chown(folder, as.uid, as.gid!);
    await chmod(folder, 0o700);
    const arguments_ = [
      '--pgdata',
      folder,
      '--username',
      'leaklab',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--no-locale',
      '--no-sync',
    ];
    execFileSync(path.join(programs!, 'initdb'), arguments_, {
      ...as,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const postgres = new Postgres(folder, await freePort(), as);
    await postgres.run();
    return postgres;
  }

  /** For `CLASS_DATABASE`. */
  get address(): string {
    return `postgres://leaklab@127.0.0.1:${this.#port}/postgres`;
  }

  /** Starts it, for the first time or again. */
  async run(): Promise<void> {
    const server = spawn(
      path.join(programs!, 'postgres'),
      [
        '-D',
        this.#folder,
        '-p',
        String(this.#port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
      ],
      { ...this.#as, cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#server = server;
    let said = '';
    for await (const line of createInterface({ input: server.stderr! })) {
      said += `${line}\n`;
      if (!line.includes('ready to accept connections')) continue;
      server.stderr!.resume();
      return;
    }
    throw new Error(`PostgreSQL did not start:\n${said}`);
  }

  /** SIGINT is its fast shutdown, SIGKILL a crash, after which it recovers from its log. */
  async stop(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server || server.exitCode !== null) return;
    server.kill(signal);
    await once(server, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function nobody(): User {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
