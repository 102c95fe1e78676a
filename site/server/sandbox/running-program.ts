import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from '../../sandbox/protocol/commands.ts';
import type { GuestMessage } from '../../sandbox/protocol/messages.ts';
import { SandboxError, toReason, type Reason } from '../../sandbox/errors/reason.ts';
import type { RunOptions } from '../../sandbox/runtime.ts';
import type { DotnetProgram } from '../../sandbox/runtimes/local/protocol.ts';
import type { Engine } from '../programs/engine.ts';
import { exhausted } from '../programs/exhausted.ts';
import { nodeEngine } from '../programs/node-engine.ts';
import { Program } from '../programs/program.ts';
import type { Reaper } from '../programs/reaper.ts';
import { warnOfLeft } from '../machine/remove-directory.ts';
import type { SandboxFiles } from './sandbox-files.ts';
import { strippedFile } from '../inside/stripped.ts';
import { openTap, type Tap } from '../programs/tap.ts';
import { viewOf, type Workspace } from './workspace.ts';

/** Without `dotnet`, it is one of Node. */
export type ProgramOptions = Pick<RunOptions, 'probe' | 'env' | 'octets'> & { dotnet?: DotnetProgram };

/** A program from when it is asked for to its end: what is lent to it, and taken back. */
export class RunningProgram {
  /** Resolves when it has ended, its `exit` emitted. */
  readonly ended: Promise<void>;
  readonly #onEnded: () => void;
  readonly #workspace: Workspace;
  readonly #reaper: Reaper;
  readonly #files: SandboxFiles;
  readonly #name: string;
  readonly #options: ProgramOptions;
  readonly #emit: (message: GuestMessage) => void;
  readonly #ready: () => boolean;
  #program: Program | null = null;
  #wasKilled = false;
  #compileCache: string | null = null;
  #tap: Tap | null = null;

  /** `emit` gets its messages, the last of which is `exit`; `ready` says whether the page keeps up (`Program`). */
  constructor(
    workspace: Workspace,
    reaper: Reaper,
    files: SandboxFiles,
    name: string,
    options: ProgramOptions,
    emit: (message: GuestMessage) => void,
    ready: () => boolean,
  ) {
    this.#workspace = workspace;
    this.#reaper = reaper;
    this.#files = files;
    this.#name = name;
    this.#options = options;
    this.#emit = emit;
    this.#ready = ready;
    ({ promise: this.ended, resolve: this.#onEnded } = Promise.withResolvers<void>());
  }

  get pid(): number | undefined {
    return this.#program?.pid;
  }

  /** The folder that is lent to it for compiled code. */
  get lent(): string | null {
    return this.#compileCache;
  }

  /** Starts it once its files are there; where that fails, it has ended. */
  async start(filesAreThere: Promise<void>): Promise<void> {
    try {
      await filesAreThere;
      const { octets, probe, env } = this.#options;
      const port = Number(env?.PORT);
      if (octets && port > 0 && port < 65_536) this.#tap = await openTap(Math.trunc(port), this.#emit);
      const engine = await this.#engine();
      if (this.#wasKilled) return this.#end({ type: 'exit', code: null });
      this.#program = new Program(
        { wall: this.#workspace.wall, directory: this.#files.directory },
        engine,
        this.#name,
        { probe, env: this.#tap ? { ...env, PORT: String(this.#tap.port) } : env },
        (message) => (message.type === 'exit' ? this.#end(message) : this.#emit(message)),
        this.#ready,
      );
      if (this.#program.pid !== undefined) this.#reaper.watch(this.#program.pid);
    } catch (error) {
      this.#end({ type: 'exit', code: null, reason: { ...whyOf(error), program: this.#name } });
    }
  }

  /** Ends it at once, also before it has started; `exit`, which tells the reason where there is one, is still to come. */
  kill(reason?: Reason): void {
    this.#wasKilled = true;
    this.#program?.kill(reason);
  }

  /** Asks something of the probe. */
  command(command: Command): void {
    this.#program?.command(command);
  }

  async #engine(): Promise<Engine> {
    const { directory } = this.#files;
    if (this.#options.dotnet) {
      const dotnet = await this.#workspace.dotnet();
      if ('missing' in dotnet) throw new SandboxError({ code: dotnet.missing });
      return dotnet.engine(this.#options.dotnet, directory);
    }
    const compileCache = await this.#workspace.compileCache.lend();
    this.#compileCache = compileCache;
    const stripped = await this.#files.stripped();
    if (stripped) await writeFile(path.join(compileCache, strippedFile), JSON.stringify(stripped));
    return nodeEngine(this.#workspace.wall, viewOf(this.#workspace, directory, compileCache), compileCache);
  }

  #end(exit: Extract<GuestMessage, { type: 'exit' }>): void {
    this.#tap?.close();
    this.#emit(exit);
    if (this.pid !== undefined) this.#reaper.forget(this.pid);
    const lent = this.#compileCache;
    // What cannot be removed now, the reaper removes with the rest.
    if (lent) this.#workspace.compileCache.takeBack(lent).catch(warnOfLeft(lent));
    this.#onEnded();
  }
}

const whyOf = (error: unknown): Reason => exhausted(error)?.reason ?? toReason(error);
