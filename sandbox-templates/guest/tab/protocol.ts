import type { Reason } from '../../../site/sandbox/errors/reason.ts';
import type { RunOptions } from '../../../site/sandbox/runtime.ts';
import type { DotnetBoot, DotnetFiles, DotnetStart } from './csharp/protocol.ts';

/** One of the learner's files as a browser can run it: its types are blanked, so every line and column is where it was. */
export interface ModuleText {
  code: string;
  /** Where the code names other modules, in the order of the text. */
  imports: ModuleImport[];
  /** Names that it exports itself. */
  exports: string[];
  /** Where the usual ones are the program's own. */
  ways?: Ways;
}

/** Names in a module's code that are ours: what stands for `import(…)` and `import.meta`, and what its waits are followed by. */
export interface Ways {
  dynamicImport: string;
  importMeta: string;
  /** With more behind it, a few other names. */
  kept: string;
}

/** The first two are of the same length as what they stand for: columns stay. */
export const usualWays: Ways = { dynamicImport: '$imprt', importMeta: '$importMeta', kept: '$kept' };

export interface ModuleImport {
  specifier: string;
  /** Of the specifier's literal in `code`, quotes included. */
  start: number;
  end: number;
  line: number;
  column: number;
  /** Names asked of the module; null for an `export *`. */
  names: { name: string; line: number; column: number }[] | null;
}

/** By path: the module, or why it is none. It matters only when the program imports it. */
export type ModuleTexts = Readonly<Record<string, ModuleText | Reason>>;

/** What a program needs to start. */
export interface ProgramStart {
  program: string;
  modules: ModuleTexts;
  env: Readonly<Record<string, string>>;
  probe: RunOptions['probe'];
  octets: boolean;
  /** The script with `more-modules.ts`, where the program may import one of them. */
  more: Blob | null;
  /** Where the program is C#: what runs it, in a worker of its own make. */
  dotnet?: DotnetStart;
}

/** The page asks the frame; ports come with the message. */
export type ToFrame =
  | { type: 'probe-thread' }
  /** Comes ahead of programs that are likely to be of these files. */
  | { type: 'prepare'; modules: ModuleTexts }
  /** Has .NET started ahead of a program in C#; null has what was started ended. */
  | { type: 'prepare-dotnet'; boot: DotnetBoot | null }
  | { type: 'start'; id: number; place: 'frame' | 'worker'; start: ProgramStart }
  | { type: 'stop'; id: number }
  /** Comes when all programs in workers have been stopped, and none has run in the frame itself; is answered over the port that comes with it. */
  | { type: 'renew'; modules: ModuleTexts };

export type FromFrame =
  | { type: 'ready' /** `performance.memory` is there. */; seesMemory: boolean }
  /** Two answers to `probe-thread`: between them, the frame kept its thread busy. `until` is in milliseconds since 1970. */
  | { type: 'busy' }
  | { type: 'was-busy'; until: number };

/** Between a frame and its worker: the ports are the program's line to the page and to the loopback network. */
export type ToWorker =
  | { type: 'prepare'; modules: ModuleTexts }
  /** Comes first where the program is C#. */
  | { type: 'boot'; files: DotnetFiles }
  | { type: 'start'; start: ProgramStart; messages: MessagePort; network: MessagePort };

export type ToLoopback =
  | { type: 'listen'; id: number /** 0 for any. */; port: number }
  | { type: 'unlisten'; port: number }
  | { type: 'connect'; id: number; port: number; socket: MessagePort };

export type FromLoopback =
  | { type: 'listening'; id: number; port: number }
  | { type: 'in-use'; id: number }
  | { type: 'refused'; id: number }
  | { type: 'connected'; id: number /** The port that the connection comes from. */; from: number }
  | { type: 'connection'; port: number; from: number; socket: MessagePort };

/** What goes over a socket: octets, how many of them were taken in, and how it ends. */
export type SocketMessage = Uint8Array | { taken: number } | 'end' | 'closed' | 'reset';
