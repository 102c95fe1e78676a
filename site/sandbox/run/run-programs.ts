import type { CommandLine } from '../protocol/commands.ts';
import type { Reason } from '../errors/reason.ts';
import { waysToGo } from './run-end.ts';
import { clientOf, server, type Recorder } from './run.ts';
import type { Sandbox } from '../runtime.ts';
import { Silence } from '../flow/silence.ts';

/** A client that has sent nothing for so long is taken to be stuck: the probe sends ten samples a second. */
const silenceLimit = 10; // seconds
/** The same where its heap's bytes cannot be seen: nothing else ends a loop that fills it, and a browser may take all memory there is. */
const unseenSilenceLimit = 5; // seconds
/** C# is fetched and compiled before it can give a sign of life. */
const compileLimit = 120; // seconds
/** A server that has lived so long without listening is taken never to: nothing that it waits for takes as long. */
const listenLimit = 10; // seconds

/** A server that lives reports several times a second. */
const lastReportWithin = 1000; // ms
/** It tells at once of a call that it held up and that has ended; of one whose program is gone it may hear nothing. */
const heldReportWithin = 100; // ms

/** To the probes beside a run's programs. */
export interface CommandLines {
  readonly server: CommandLine;
  readonly client: CommandLine;
}

export interface HowItEnded {
  /** Null where `abort` did it. */
  readonly reason: Reason | null;
  /** Whether either program gave a sign of life. */
  readonly wasHeard: boolean;
}

/**
 * Runs the server, then the client with the server's port in `PORT`, and ends both together; where `octets` asks for it, records what passes
 * between them. Resolves with both gone.
 */
export async function runPrograms(
  sandbox: Sandbox,
  recorder: Recorder,
  commands: CommandLines,
  abort: AbortController,
  octets = false,
): Promise<HowItEnded> {
  const programs = new Programs(sandbox, recorder, commands, abort, octets);
  const reason = await programs.run();
  return { reason, wasHeard: programs.wasHeard };
}

type Follow = {
  onListening?: (port: number) => void;
  onMessage?: () => void;
  /** The place waits for it: one that both programs share, as a tab's frame, may end the other with this one. */
  onExit?: (reason: Reason) => Promise<void>;
};

class Programs {
  wasHeard = false;
  readonly #sandbox: Sandbox;
  readonly #recorder: Recorder;
  readonly #commands: CommandLines;
  readonly #abort: AbortController;
  readonly #octets: boolean;
  #cause: Reason | null = null;
  #told = false;
  /** Called after each report of the server. */
  #onServed: () => void = () => undefined;

  constructor(sandbox: Sandbox, recorder: Recorder, commands: CommandLines, abort: AbortController, octets: boolean) {
    [this.#sandbox, this.#recorder, this.#commands, this.#abort] = [sandbox, recorder, commands, abort];
    this.#octets = octets;
  }

  async run(): Promise<Reason | null> {
    const listening = Promise.withResolvers<number | null>();
    const serving = this.#serve((port) => listening.resolve(port)).then(() => listening.resolve(null));
    const port = await listening.promise;
    if (port !== null && !this.#abort.signal.aborted) await this.#call(port);
    await serving;
    this.#commands.server.connect(null);
    return this.#cause;
  }

  async #serve(onListening: (port: number) => void): Promise<void> {
    let hasListened = false;
    let unheard: Silence | null = null;
    const reason = await this.#follow(
      server,
      { probe: 'served', env: { PORT: '0' }, commands: this.#commands.server },
      {
        onListening: (port) => {
          hasListened = true;
          unheard?.end();
          onListening(port);
        },
        // From its first sign of life: what starts the program may take its time.
        onMessage: () => {
          if (!hasListened)
            unheard ??= new Silence(
              () => listenLimit,
              (seconds) => this.#end({ code: 'never-listens', program: server, seconds }),
            );
          this.#onServed();
        },
      },
    );
    (unheard as Silence | null)?.end();
    const code = hasListened ? 'server-exited' : 'no-listen';
    this.#end(reason.code === 'exited' ? { code, program: server } : reason);
  }

  async #call(port: number): Promise<void> {
    const { samples, files } = this.#recorder.run;
    const client = clientOf(files);
    const limit = () => {
      const latest = samples.at(-1);
      if (!latest && client !== 'client.ts') return compileLimit;
      return latest?.source === 'objects' ? unseenSilenceLimit : silenceLimit;
    };
    const silence = new Silence(limit, (seconds) => this.#end({ code: 'unresponsive', program: client, seconds }));
    try {
      const reason = await this.#follow(
        client,
        { probe: 'heap', env: { PORT: String(port) }, octets: this.#octets, commands: this.#commands.client },
        {
          onMessage: () => silence.broken(),
          // What ended is told at once: the server's end may follow from it. A place whose memory is full keeps nothing waiting.
          onExit: async (ended) => {
            this.#tell(ended);
            if (waysToGo.has(ended.code)) await this.#hearOut();
          },
        },
      );
      if (!waysToGo.has(reason.code)) await this.#hearOut();
      this.#end(reason);
    } finally {
      this.#commands.client.connect(null);
      silence.end();
    }
  }

  /** What ends first is the cause; what follows from it is not. */
  #tell(reason: Reason): void {
    if (!this.#told && !this.#abort.signal.aborted) this.#cause = reason;
    this.#told = true;
  }

  #end(reason: Reason): void {
    this.#tell(reason);
    this.#abort.abort();
  }

  /** Waits until the server has told of all of the client's calls, and of those that it held up, what became of them. */
  async #hearOut(): Promise<void> {
    const { run } = this.#recorder;
    const made = run.samples.at(-1)?.calls ?? 0;
    await this.#hear(() => run.served !== null && run.served.calls + run.served.failed >= made, lastReportWithin);
    await this.#hear(() => !run.served?.held.waiting && !run.served?.held.late, heldReportWithin);
  }

  /** Waits for such a report of the server, but for no more than so many milliseconds. */
  async #hear(isSuch: () => boolean, atMost: number): Promise<void> {
    const { signal } = this.#abort;
    const isHeard = () => signal.aborted || isSuch();
    if (isHeard()) return;
    const heard = Promise.withResolvers<void>();
    this.#onServed = () => isHeard() && heard.resolve();
    signal.addEventListener('abort', () => heard.resolve(), { once: true });
    const limit = setTimeout(heard.resolve, atMost);
    await heard.promise;
    clearTimeout(limit);
  }

  /** Passes one program's messages on until its end; resolves to why it ended. */
  async #follow(
    program: string,
    options: Parameters<Sandbox['run']>[1],
    { onListening, onMessage, onExit }: Follow,
  ): Promise<Reason> {
    for await (const message of this.#sandbox.run(program, options, this.#abort.signal)) {
      if (message.type === 'exit') {
        const reason: Reason = message.reason
          ? { program, ...message.reason }
          : { code: 'exited', program, exitCode: message.code ?? undefined };
        await onExit?.(reason);
        return reason;
      }
      this.wasHeard = true;
      if (message.type === 'listening') onListening?.(message.port);
      else if (message.type !== 'snapshot-written') this.#recorder.take(program, message);
      onMessage?.();
    }
    return { code: 'internal', program, message: 'The program ended without an exit message.' };
  }
}
