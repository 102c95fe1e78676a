import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The test server in a process of its own, so that its memory can be told from that of its tormentor. */
export interface ServerProcess extends AsyncDisposable {
  port: number;
  /** The most memory the process ever held, in bytes. */
  peakMemory(): Promise<number>;
  /** Streams and sessions that the server holds now. */
  held(): Promise<{ sessions: number; streams: number }>;
}

export interface Report {
  port: number;
  peakMemory: number;
  sessions: number;
  streams: number;
}

export async function serverProcess(): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL('./server-main.ts', import.meta.url)), { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const exited = once(child, 'exit');
  const report = async (): Promise<Report> => {
    const answer = Promise.race([
      once(child, 'message') as Promise<[Report]>,
      exited.then(([code]: unknown[]) => { throw new Error(`the server process ended with code ${String(code)}`); }),
    ]);
    child.send('report');
    return (await answer)[0];
  };
  const { port } = await report();
  return {
    port,
    peakMemory: async () => (await report()).peakMemory,
    held: report,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}
