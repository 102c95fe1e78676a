import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { root } from './templates.ts';

/** A hub in a process of its own, as `npm run class` starts it: it can be killed. Ends on dispose. */
export class HubProcess implements AsyncDisposable {
  readonly process: ChildProcess;
  /** All that it has printed. */
  said = '';

  private constructor(process: ChildProcess) {
    this.process = process;
    for (const stream of [process.stdout!, process.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
      });
  }

  /**
   * @param within a command that runs the one that follows it, as `bwrap …` does
   * @throws with what it said, where it ends before it is there.
   */
  static async start(
    options: readonly string[],
    env: Record<string, string> = {},
    within: readonly string[] = [],
  ): Promise<HubProcess> {
    const command = [...within, process.execPath, 'site/class/hub/start.ts', '--port', '0', ...options];
    const hub = new HubProcess(
      spawn(command[0]!, command.slice(1), {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    const ended = once(hub.process, 'close').then(() => true);
    while (!/trainer\/#\S+\n/.test(hub.said))
      if (await Promise.race([ended, once(hub.process.stdout!, 'data').then(() => false)]))
        throw new Error(`The hub ended:\n${hub.said}`);
    return hub;
  }

  get base(): string {
    return this.#told(/is at (\S+)\//);
  }
  /** What learners join the first class with. */
  get code(): string {
    return this.#told(/class\/#(\S+)/);
  }
  /** What its trainers show. */
  get key(): string {
    return this.#told(/trainer\/#(\S+)/);
  }

  #told(what: RegExp): string {
    return what.exec(this.said)![1]!;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await once(this.process, 'exit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill('SIGTERM');
  }
}
