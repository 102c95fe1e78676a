import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WebSocket } from 'ws';

/** The package's own form of a tree of files: `d` a directory, `f` a file with its contents `c`. */
type Tree = { d: Record<string, Tree> } | { f: { c: string; b?: true } };

interface SpawnOptions {
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
}

const brokenNode = fileURLToPath(new URL('broken-node.cjs', import.meta.url));

/** The fake's machine for one page: a directory and processes of this one. Both go when the page does. */
export class Machine {
  readonly #socket: WebSocket;
  readonly #heap: 'real' | 'fixed';
  readonly #root: string;
  readonly #processes = new Map<number, { child: ChildProcess; command: string }>();

  private constructor(socket: WebSocket, heap: 'real' | 'fixed', root: string) {
    [this.#socket, this.#heap, this.#root] = [socket, heap, root];
  }

  static async serve(socket: WebSocket, heap: 'real' | 'fixed'): Promise<Machine> {
    const waiting: Buffer[] = [];
    const keep = (data: Buffer) => void waiting.push(data);
    socket.on('message', keep);
    const root = join(await mkdtemp(join(tmpdir(), 'leak-lab-fake-')), 'lab');
    await mkdir(root);
    const machine = new Machine(socket, heap, root);
    socket.off('message', keep);
    socket.on('message', (data: Buffer) => void machine.#answer(data));
    socket.on('close', () => void machine.end());
    for (const data of waiting) void machine.#answer(data);
    return machine;
  }

  /** Ends the processes whose command line ends so, and tells nobody. */
  lose(program: string): void {
    for (const [id, { child, command }] of this.#processes) {
      if (!command.endsWith(program)) continue;
      this.#processes.delete(id);
      child.kill('SIGKILL');
    }
  }

  /** How many processes run. */
  get running(): number {
    return this.#processes.size;
  }

  async end(): Promise<void> {
    for (const { child } of this.#processes.values()) child.kill('SIGKILL');
    this.#processes.clear();
    await rm(join(this.#root, '..'), { recursive: true, force: true, maxRetries: 5 });
  }

  async #answer(data: Buffer): Promise<void> {
    const { id, op, args } = JSON.parse(String(data)) as { id: number; op: string; args: never[] };
    try {
      const result = await (this.#operations as Record<string, (...args: never[]) => unknown>)[op]!(...args);
      this.#send({ type: 'answer', id, result });
    } catch (error) {
      this.#send({ type: 'answer', id, error: (error as Error).message });
    }
  }

  readonly #operations = {
    info: () => ({ path: '/usr/bin', cwd: this.#root }),
    mount: (json: string, at: string) => this.#lay(this.#path(at), JSON.parse(json) as Tree),
    mkdir: async (path: string, options?: { recursive?: boolean }) => void (await mkdir(this.#path(path), options)),
    writeFile: (path: string, text: string) => writeFile(this.#path(path), text),
    readFile: (path: string) => readFile(this.#path(path), 'utf8'),
    readdir: (path: string) => readdir(this.#path(path)),
    rename: (from: string, to: string) => rename(this.#path(from), this.#path(to)),
    rm: (path: string, options?: object) => rm(this.#path(path), options),
    spawn: (id: number, options: SpawnOptions) => this.#spawn(id, options),
    input: (id: number, text: string) => void this.#processes.get(id)?.child.stdin?.write(text),
    kill: (id: number) => void this.#processes.get(id)?.child.kill('SIGKILL'),
    teardown: () => this.end(),
  };

  #path(path: string): string {
    const full = resolve(this.#root, path);
    if (full !== this.#root && !full.startsWith(this.#root + sep)) throw new Error(`EACCES: ${path}`);
    return full;
  }

  async #lay(directory: string, tree: Tree): Promise<void> {
    if ('f' in tree) return writeFile(directory, tree.f.c);
    await mkdir(directory, { recursive: true });
    await Promise.all(Object.entries(tree.d).map(([name, entry]) => this.#lay(join(directory, name), entry)));
  }

  async #spawn(id: number, { command, args, cwd = '.', env = {} }: SpawnOptions): Promise<void> {
    const isNode = command === 'node';
    if (!isNode && command !== 'jsh') throw new Error(`jsh: command not found: ${command}`);
    const child = isNode
      ? spawn(
          process.execPath,
          ['--require', brokenNode, ...args.filter((arg) => arg !== '--expose-gc')],
          this.#options(cwd, { ...env, FAKE_HEAP: this.#heap }),
        )
      : spawn('sh', ['-i'], this.#options(cwd, { ...env, PS1: '$ ' }));
    this.#processes.set(id, { child, command: [command, ...args].join(' ') });
    // One terminal for all that is written, with a terminal's ends of lines.
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (bytes: Buffer) =>
        this.#send({
          type: 'output',
          process: id,
          data: Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1').toString('base64'),
        }),
      );
    }
    child.on('error', () => undefined); // `close` follows.
    child.on('close', (code) => {
      if (this.#processes.delete(id)) this.#send({ type: 'exit', process: id, code: code ?? 137 });
    });
  }

  #options(cwd: string, env: Record<string, string>) {
    const { PATH = '' } = process.env;
    return { cwd: this.#path(cwd), env: { PATH, ...env }, stdio: 'pipe' } as const;
  }

  #send(message: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
