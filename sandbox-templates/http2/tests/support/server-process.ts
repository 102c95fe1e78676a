import { startChild } from './child.ts';

/** The test server in a process of its own, so that its memory can be told from that of its tormentor. */
export interface ServerProcess extends AsyncDisposable {
  port: number;
  /** The most memory the process ever had, in octets. */
  peakMemory(): Promise<number>;
  /** What its objects hold after a collection, in octets. */
  liveMemory(): Promise<number>;
  /** Streams and sessions that the server holds now. */
  held(): Promise<{ sessions: number; streams: number }>;
}

export async function serverProcess(): Promise<ServerProcess> {
  const child = startChild(new URL('./server-program.ts', import.meta.url), { nodeOptions: ['--expose-gc'] });
  return {
    port: await child.ask('port'),
    peakMemory: () => child.ask('peakMemory'),
    liveMemory: () => child.ask('liveMemory'),
    held: () => child.ask('held'),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
