import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * The server's hold on the process that cleans up after it (`reaper-process.ts`). Detached, so that Ctrl-C, which goes to every process
 * of the terminal, does not end it together with the server.
 */
export class Reaper {
  #process: ChildProcess;

  constructor(directory: string) {
    const script = fileURLToPath(new URL('./reaper-process.ts', import.meta.url));
    this.#process = spawn(process.execPath, ['--disable-sigusr1', script, directory], {
      cwd: tmpdir(),
      env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      windowsHide: true,
    });
    const { stdin } = this.#process;
    // No descriptors are left to start it with: no server without it.
    if (!stdin) throw new Error('The process that cleans up after the server cannot be started.');
    this.#process.unref();
    // Someone ended the reaper: the server still cleans up when it closes in order, and the next one to start removes what is left.
    this.#process.on('error', () => undefined);
    this.#process.stdin!.on('error', () => undefined);
  }

  watch(pid: number): void {
    this.#process.stdin!.write(`+${pid}\n`);
  }

  forget(pid: number): void {
    this.#process.stdin!.write(`-${pid}\n`);
  }

  /** Lets it do its work now. Resolves when it is gone. */
  async close(): Promise<void> {
    const { exitCode, signalCode, pid } = this.#process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.ref();
    this.#process.stdin!.end();
    await exited;
  }
}
