/** Why something could not run, or ended: a cause the interface has a sentence for, and the facts that sentence needs. */
export interface Reason {
  code: ReasonCode;
  /** The error's own words, for the reader to see beneath the sentence. */
  message?: string;
  /** Where in the learner's files: a path relative to the sandbox, and a line and column counted from 1. */
  file?: string;
  line?: number;
  column?: number;
  /** Which program it befell, e.g. `client.ts`. */
  program?: string;
  exitCode?: number;
  port?: number;
  /** A limit in bytes. */
  bytes?: number;
  /** A waiting time in seconds. */
  seconds?: number;
  /** Names of hosts, as an allow-list has them. */
  hosts?: readonly string[];
}

export const reasonCodes = [
  'syntax-error', // the file does not parse, or uses TypeScript that Node cannot strip
  'no-compiler', // what reads TypeScript in the tab, or what compiles and runs C#, could not be fetched
  'does-not-compile', // C# that the compiler does not take
  'uncaught-error', // an exception or rejection nobody caught
  'access-denied', // the program asked for what the sandbox does not give: files outside it, child processes, add-ons
  'one-thread', // C# that waits, or starts a thread, where there is one thread
  'held-up', // C# that sleeps for long on that thread
  'no-file', // C# that reads a file which it has not written: a browser gives it none of the machine's
  'missing-module', // an import that the sandbox does not have
  'heap-full', // the heap reached its cap
  'memory-full', // buffers, shared memory or a database took all that it may have outside V8's heap
  'disk-full', // the files that the program wrote took all that a sandbox may have of the disk
  'heap-vast', // where its bytes cannot be seen: it takes so much to collect that it must hold a gigabyte or more
  'ended-by-browser', // the browser ended the place that the program ran in, most likely for lack of memory
  'unresponsive', // no sign of life: an endless synchronous loop
  'exited', // the program ended by itself
  'killed', // something outside the sandbox ended it
  'port-in-use', // the server's port was taken
  'server-exited', // the Sum server ended while the client ran
  'no-listen', // the server program ran but never listened
  'never-listens', // the server program runs, and does not listen
  'runtime-missing', // this page was not served by `npm start`, or that server is gone
  'connection-lost', // the link to the runtime broke during a run
  'no-dotnet', // the runtime finds no .NET to run C# with
  'not-built', // what runs C# was not built by the settings that the runtime was started with
  'no-wall', // the runtime has nothing that would confine C#
  'no-key', // the page was opened without the key that the printed address carries
  'refused', // the runtime turned the page away, which is of another origin
  'too-large', // the files or a message are over the limit
  'exhausted', // the machine has run out of something: disk, open files, processes, memory
  'too-many', // more sandboxes than this runtime allows at once
  'boot-timeout', // the runtime did not come up in time
  'not-isolated', // the page was served without the headers that make it cross-origin isolated
  'no-shared-memory', // the browser has no SharedArrayBuffer, though the page is isolated
  'storage-blocked', // the browser keeps cookies and storage from the frame that the runtime lives in
  'hosts-unreachable', // hosts that the runtime is loaded from do not answer
  'out-of-memory', // the browser has no memory left for the runtime
  'version-refused', // the runtime's hosts do not take the client's version
  'unlicensed', // the runtime's hosts do not take this site
  'boot-failed', // the runtime's own code gave up, in words of its own
  'container-lost', // the container went away during a run
  'not-supported', // the browser lacks what the runtime needs
  'internal', // a fault of ours
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

/** An error that carries its cause in the interface's terms. */
export class SandboxError extends Error {
  readonly reason: Reason;
  constructor(reason: Reason, options?: ErrorOptions) {
    super(reason.message ?? reason.code, options);
    this.name = 'SandboxError';
    this.reason = reason;
  }
}

/** Why it was thrown; what we did not throw on purpose is a fault of ours. */
export const toReason = (error: unknown): Reason =>
  error instanceof SandboxError
    ? error.reason
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) };
