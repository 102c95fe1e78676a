import type { WebContainerProcess } from '@webcontainer/api';
import { explainExit } from '../../errors/explain-exit.ts';
import { LogLimiter } from '../../flow/log-limiter.ts';
import type { GuestMessage } from '../../protocol/messages.ts';
import { Queue } from '../../flow/queue.ts';
import type { Reason } from '../../errors/reason.ts';
import type { RunOptions } from '../../runtime.ts';
import type { Container } from './container.ts';
import { guestPath } from './layout.ts';
import { within } from './within.ts';

type Exit = Extract<GuestMessage, { type: 'exit' }>;

/** How much of the output's end is kept to tell from it why the program ended. */
const tailLength = 32 * 1024; // characters
/** In seconds. What a program wrote last is there when it ends, or never comes. */
const lastWordWithin = 1;
/** In seconds. A process whose line is gone has ended, and its end is known in milliseconds. */
const endWithin = 3;
/** In seconds. A container that does not end a process, which takes it milliseconds, does not work any more. */
const killWithin = 5;
/** Exit codes of processes that a signal ended: 128 and the signal's number. */
const killedCodes: ReadonlySet<number> = new Set([130, 137, 143]);

/** One run of one program: a process in the container, its terminal's output as logs, and its messages by the relay. */
export class Program {
  readonly messages = new Queue<GuestMessage>();
  readonly #container: Container;
  readonly #directory: string;
  readonly #program: string;
  readonly #run = crypto.randomUUID();
  readonly #log = new LogLimiter((log) => this.messages.push(log));
  #tail = '';
  #pendingReturn = '';
  #process: WebContainerProcess | null = null;
  /** Resolves when the process has ended, to its exit code where that is known. */
  #gone: Promise<number | null> = Promise.resolve(null);
  #line = Promise.withResolvers<void>();
  #hasLine = false;
  #stopped = false;
  #ended = false;

  constructor(container: Container, directory: string, program: string) {
    [this.#container, this.#directory, this.#program] = [container, directory, program];
  }

  /** Starts it. Its last message is `exit`, whatever becomes of it. */
  async start({ env, probe, octets, commands }: RunOptions, signal: AbortSignal): Promise<void> {
    const { api, relay, finding } = this.#container;
    const leave = this.#container.onLost((reason) => this.#end({ type: 'exit', code: null, reason }));
    if (this.#ended) return;
    commands?.connect((command) => relay.send(this.#run, command));
    relay.listen(this.#run, { message: (message) => this.#take(message), end: () => this.#line.resolve() });
    // A container that does not answer may keep `spawn` waiting for ever.
    signal.addEventListener('abort', this.stop, { once: true });
    try {
      if (signal.aborted) return this.stop();
      const args = [`--import=../${guestPath('http2')}`, `--import=../${guestPath('program')}`, this.#program];
      const process = await api.spawn('node', args, {
        cwd: this.#directory,
        env: {
          ...env,
          // In a terminal, Node would color what it writes.
          NO_COLOR: '1',
          LEAK_LAB_RELAY: await relay.port,
          LEAK_LAB_RUN: this.#run,
          LEAK_LAB_PROBE: probe,
          LEAK_LAB_HTTP2: finding.http2Fault === null ? 'builtin' : 'own',
          ...(octets && { LEAK_LAB_OCTETS: '1' }),
          LEAK_LAB_HEAP: finding.heapFollows ? 'bytes' : 'objects',
        },
      });
      this.#process = process;
      // The exit of a process that is lost stays out, but its line to the relay breaks.
      const silently = this.#line.promise.then(() => within(endWithin, process.exit)).catch(() => null);
      this.#gone = Promise.race([process.exit, silently]);
      // Whoever stopped it meanwhile had no process to end.
      if (this.#stopped) process.kill();
      await this.#follow(process);
    } catch (error) {
      this.#end({ type: 'exit', code: null, reason: { code: 'internal', message: String(error) } });
    } finally {
      signal.removeEventListener('abort', this.stop);
      leave();
    }
  }

  /** Ends the process at once. `exit` is still to come. */
  stop = (): void => {
    if (this.#stopped || this.#ended) return;
    this.#stopped = true;
    this.#process?.kill();
    within(killWithin, this.#gone).then(
      () => this.#end({ type: 'exit', code: null }),
      () => this.#container.retire({ code: 'container-lost' }),
    );
  };

  async #follow(process: WebContainerProcess): Promise<void> {
    const written = process.output.pipeTo(new WritableStream({ write: (text) => this.#write(text) }));
    const code = await this.#gone;
    if (this.#stopped || this.#ended) return;
    await within(lastWordWithin, Promise.all([written, this.#hasLine ? this.#line.promise : null])).catch(
      () => undefined,
    );
    this.#end({ type: 'exit', code, reason: this.#explain(code) });
  }

  #explain(code: number | null): Reason {
    const killed = code !== null && killedCodes.has(code);
    return explainExit({
      program: this.#program,
      code: killed ? null : code,
      signal: null,
      stderr: this.#tail,
      heapCap: 0,
    });
  }

  #take(message: GuestMessage): void {
    this.#hasLine = true;
    if (message.type === 'exit') {
      this.#process?.kill();
      this.#end({ ...message, reason: { program: this.#program, ...message.reason! } });
    } else if (message.type !== 'log') this.messages.push(message);
  }

  /** A terminal ends its lines with a carriage return and a newline, which may come apart. */
  #write(text: string): void {
    const all = this.#pendingReturn + text;
    this.#pendingReturn = all.endsWith('\r') ? '\r' : '';
    const root = `${this.#container.api.workdir}/${this.#directory}/`;
    const plain = all
      .slice(0, all.length - this.#pendingReturn.length)
      .replaceAll('\r\n', '\n')
      .replaceAll(`file://${root}`, '')
      .replaceAll(root, '');
    this.#tail = (this.#tail + plain).slice(-tailLength);
    this.#log.push('stdout', plain);
  }

  #end(exit: Exit): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#container.relay.leave(this.#run);
    this.#log.end();
    this.messages.push(exit);
    this.messages.end();
  }
}
