import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from './templates.ts';

/** A hub in a process of its own, as `npm run class` starts it: it can be killed. Ends on dispose. */
export class HubProcess implements AsyncDisposable {
  readonly base: string;
  /** What learners join the first class with, and what its trainers show. */
  readonly code: string;
  readonly key: string;
  readonly process: ChildProcess;
  /** All that it has printed. */
  said = '';

  private constructor(process: ChildProcess, base: string, code: string, key: string, said: string) {
    this.process = process;
    this.said = said;
    for (const stream of [process.stdout!, process.stderr!]) {
      stream.on('data', (data) => {
        this.said += String(data);
      });
    }
    this.base = base;
    this.code = code;
    this.key = key;
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
    const hub = spawn(command[0]!, command.slice(1), {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    hub.stderr.on('data', (data) => {
      said += String(data);
    });
    for await (const line of createInterface({ input: hub.stdout })) {
      said += `${line}\n`;
      const key = /trainer\/#(\S+)/.exec(said)?.[1];
      if (!key) continue;
      return new HubProcess(hub, /is at (\S+)\//.exec(said)![1]!, /class\/#(\S+)/.exec(said)![1]!, key, said);
    }
    throw new Error(`The hub ended:\n${said}`);
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
