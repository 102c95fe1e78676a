import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Command } from '../../sandbox/protocol/commands.ts';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import { SandboxError, type Reason } from '../../sandbox/errors/reason.ts';
import type { FileTree, RunOptions } from '../../sandbox/runtime.ts';
import { limits } from '../../sandbox/runtimes/local/protocol.ts';
import { diskLimits, watchDisk, type Share } from './disk-watch.ts';
import { exhausted } from '../programs/exhausted.ts';
import type { Reaper } from '../programs/reaper.ts';
import { removeDirectory, warnOfLeft } from '../machine/remove-directory.ts';
import { RunningProgram, type ProgramOptions } from './running-program.ts';
import { checkPath, SandboxFiles } from './sandbox-files.ts';
import { memoryCap } from '../walls/wall.ts';
import type { Workspace } from './workspace.ts';

/** One sandbox: a directory and the programs that run in it. */
export class LocalSandbox {
  #workspace: Workspace;
  #reaper: Reaper;
  #files: SandboxFiles | null = null;
  readonly #programs = new Map<number, RunningProgram>();
  #endWatch: (() => void) | null = null;
  #disposed: Promise<void> | null = null;
  readonly #disk: Share['limits'];

  constructor(workspace: Workspace, reaper: Reaper, disk: Share['limits'] = diskLimits) {
    this.#workspace = workspace;
    this.#reaper = reaper;
    this.#disk = disk;
  }

  /** Makes the directory with these files. Comes first, and once. @throws {SandboxError} */
  async open(files: FileTree): Promise<void> {
    if (this.#files || this.#disposed) throw notOpen();
    const directory = await mkdtemp(this.#workspace.root + path.sep).catch((error: unknown) => {
      throw exhausted(error) ?? error;
    });
    this.#files = new SandboxFiles(directory, (text) => this.#workspace.typeStripper.strip(text));
    await this.#files.writeAll(files);
  }

  /** Replaces the whole text of one file. @throws {SandboxError} */
  async write(file: string, text: string): Promise<void> {
    await this.#open.writeAll({ [file]: text });
  }

  /** Removes one file: the next run does not find it. @throws {SandboxError} */
  async remove(file: string): Promise<void> {
    this.#open.remove(file);
  }

  /**
   * Starts a program under a number that `stop` takes, and resolves when it has ended, its `exit` emitted. The first of a run finds the files
   * as the page wrote them, whatever programs did to them before.
   * @throws {SandboxError} where it may not start.
   */
  run(
    id: number,
    program: string,
    options: ProgramOptions,
    emit: (message: GuestMessage) => void,
    ready: () => boolean,
  ): Promise<void> {
    const files = this.#open;
    checkPath(program);
    checkEnvironment(options.env);
    if (this.#programs.size >= limits.programs || this.#programs.has(id))
      throw new SandboxError({ code: 'too-many', program });
    const take = (message: GuestMessage): void => {
      emit(message);
      if (message.type === 'exit') this.#forget(id);
    };
    const running = new RunningProgram(this.#workspace, this.#reaper, files, program, options, take, ready);
    const isFirst = this.#programs.size === 0;
    this.#programs.set(id, running);
    // What earlier runs left is gone then, and counts for none.
    const filesAreThere = isFirst ? files.restore().then(() => this.#watchDisk(files.directory)) : Promise.resolve();
    void running.start(filesAreThere);
    return running.ended;
  }

  /** Asks something of the probe beside a program; does nothing where that has ended. */
  command(id: number, command: Command): void {
    this.#programs.get(id)?.command(command);
  }

  /** Does nothing where the program has ended by itself. */
  stop(id: number): void {
    this.#programs.get(id)?.kill();
  }

  /** Ends every program, then removes the directory. Safe to call twice. */
  dispose(): Promise<void> {
    return (this.#disposed ??= this.#dispose());
  }

  async #dispose(): Promise<void> {
    await Promise.all(this.#endAll());
    if (this.#files) await removeInTheEnd(this.#files.directory);
  }

  #forget(id: number): void {
    this.#programs.delete(id);
    if (this.#programs.size === 0) this.#endWatch?.();
  }

  #watchDisk(directory: string): void {
    this.#endWatch?.();
    const lent = () => [...this.#programs.values()].map(({ lent }) => lent).filter((folder) => folder !== null);
    this.#endWatch = watchDisk({ directory, lent, pids: () => this.#pids, limits: this.#disk }, (code) =>
      this.#endAll({ code, bytes: code === 'disk-full' ? this.#disk.bytes : memoryCap }),
    );
  }

  /** Returns what resolves as each has ended. */
  #endAll(reason?: Reason): Promise<void>[] {
    const programs = [...this.#programs.values()];
    for (const program of programs) program.kill(reason);
    return programs.map(({ ended }) => ended);
  }

  get #pids(): number[] {
    return [...this.#programs.values()].map(({ pid }) => pid).filter((pid) => pid !== undefined);
  }

  get #open(): SandboxFiles {
    if (!this.#files || this.#disposed) throw notOpen();
    return this.#files;
  }
}

const notOpen = () =>
  new SandboxError({ code: 'internal', message: 'A sandbox is opened once, used, and disposed of.' });

const triesToRemove = 5;

/** Where a directory cannot be removed now, the reaper tries again when the server closes, and the next server when it starts. */
async function removeInTheEnd(directory: string): Promise<void> {
  for (let attempt = 1; attempt <= triesToRemove; attempt++) {
    try {
      return await removeDirectory(directory);
    } catch (error) {
      warnOfLeft(directory)(error);
      await setTimeout(100 * attempt ** 2);
    }
  }
}

/** What a page has to tell a program. Others reach past it into Node, the loader, or the shell that starts it, which may run what it finds in them. */
const settable = new Set(['PORT']);

function checkEnvironment(env: RunOptions['env'] = {}): void {
  for (const name of Object.keys(env)) {
    if (!settable.has(name))
      throw new SandboxError({ code: 'access-denied', message: `The variable ${name} cannot be set.` });
  }
}
