import { SandboxError, type Reason } from '../../reason.ts';
import type { FileTree, Runtime } from '../../runtime.ts';
import { Connection } from './connection.ts';
import { infoPath, isInfo, type Info } from './protocol.ts';
import { LocalSandbox } from './sandbox.ts';

const bootLimitSeconds = 10;

/** This machine's Node, through the server that `npm start` runs. */
export const runtime: Runtime = {
  id: 'local',

  async unavailable() {
    const info = await fetchInfo(AbortSignal.timeout(bootLimitSeconds * 1000));
    return 'code' in info ? info : null;
  },

  async boot(files: FileTree, signal: AbortSignal) {
    signal.throwIfAborted();
    const limit = AbortSignal.timeout(bootLimitSeconds * 1000);
    const either = AbortSignal.any([signal, limit]);
    try {
      const info = await fetchInfo(either);
      either.throwIfAborted();
      if ('code' in info) throw new SandboxError(info);
      const connection = await Connection.open(either);
      try {
        await connection.request({ type: 'open', files }, either);
        return new LocalSandbox(connection, info);
      } catch (error) {
        connection.close();
        throw error;
      }
    } catch (error) {
      if (limit.aborted && !signal.aborted)
        throw new SandboxError({ code: 'boot-timeout', seconds: bootLimitSeconds }, { cause: error });
      throw error;
    }
  },
};

/** What the server says of itself, or why it cannot be used. Any other server has no such path, or its answer is another. */
async function fetchInfo(signal: AbortSignal): Promise<Info | Reason> {
  try {
    const response = await fetch(infoPath, { signal, cache: 'no-store', redirect: 'error' });
    if (response.status === 401) return { code: 'no-key' };
    if (response.status === 403) return { code: 'refused' };
    const info: unknown = response.ok ? await response.json() : null;
    return isInfo(info) ? info : { code: 'runtime-missing' };
  } catch (error) {
    return { code: 'runtime-missing', message: error instanceof Error ? error.message : String(error) };
  }
}
