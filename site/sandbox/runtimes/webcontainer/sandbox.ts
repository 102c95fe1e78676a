import type { FileSystemTree } from '@webcontainer/api';
import type { GuestMessage } from '../../protocol/messages.ts';
import type { BootStep, Fact, FileTree, RunOptions, Sandbox, Shell, TerminalSize } from '../../runtime.ts';
import { Program } from './program.ts';
import { leaseContainer, type Lease } from './shared.ts';

/** A directory in the page's container. */
export class WebContainerSandbox implements Sandbox {
  readonly #lease: Lease;
  readonly #directory: string;
  readonly #running = new Set<Program>();

  private constructor(lease: Lease, directory: string) {
    [this.#lease, this.#directory] = [lease, directory];
  }

  static async boot(
    this: void,
    files: FileTree,
    signal: AbortSignal,
    onStep: (step: BootStep) => void = () => undefined,
  ): Promise<WebContainerSandbox> {
    const lease = await leaseContainer(signal, onStep);
    const { api } = lease.container;
    const directory = lease.container.newDirectory();
    try {
      const laid = api.fs.mkdir(directory).then(() => api.mount(toTree(files), { mountPoint: directory }));
      await lease.container.orLost(laid);
      signal.throwIfAborted();
      return new WebContainerSandbox(lease, directory);
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  async write(path: string, text: string): Promise<void> {
    const { container } = this.#lease;
    const at = `${this.#directory}/${path}`;
    if (path.includes('/'))
      await container.orLost(container.api.fs.mkdir(at.slice(0, at.lastIndexOf('/')), { recursive: true }));
    await container.orLost(container.api.fs.writeFile(at, text));
  }

  async remove(path: string): Promise<void> {
    const { container } = this.#lease;
    await container.orLost(container.api.fs.rm(`${this.#directory}/${path}`, { force: true }));
  }

  async *run(name: string, options: RunOptions, signal: AbortSignal): AsyncGenerator<GuestMessage, void, undefined> {
    if (signal.aborted) return void (yield { type: 'exit', code: null });
    const program = new Program(this.#lease.container, this.#directory, name);
    this.#running.add(program);
    void program.start(options, signal);
    try {
      yield* program.messages;
    } finally {
      program.stop();
      this.#running.delete(program);
    }
  }

  about(): readonly Fact[] {
    return this.#lease.container.facts;
  }

  async openShell(terminal: TerminalSize, signal: AbortSignal): Promise<Shell> {
    signal.throwIfAborted();
    const { container } = this.#lease;
    const process = await container.orLost(
      container.api.spawn('jsh', { cwd: this.#directory, terminal: { ...terminal } }),
    );
    const keys = process.input.getWriter();
    const end = () => process.kill();
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    return {
      output: process.output,
      write: (text) => void keys.write(text),
      resize: (size) => process.resize({ ...size }),
      exited: container.orLost(process.exit).finally(() => signal.removeEventListener('abort', end)),
    };
  }

  async dispose(): Promise<void> {
    for (const program of this.#running) program.stop();
    // Other sandboxes may keep the container. With the last, the directory goes anyway.
    this.#lease.container.api.fs.rm(this.#directory, { recursive: true, force: true }).catch(() => undefined);
    this.#lease.release();
  }
}

/** Paths as the folders that a container is given. */
function toTree(files: FileTree): FileSystemTree {
  const root: FileSystemTree = {};
  for (const [path, contents] of Object.entries(files)) {
    const parts = path.split('/');
    const parent = parts
      .slice(0, -1)
      .reduce((tree, part) => ((tree[part] ??= { directory: {} }) as { directory: FileSystemTree }).directory, root);
    parent[parts.at(-1)!] = { file: { contents } };
  }
  return root;
}
