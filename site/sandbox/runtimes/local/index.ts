import { SandboxError, type Reason } from '../../errors/reason.ts';
import type { FileTree, Runtime } from '../../runtime.ts';
import { Connection } from './connection.ts';
import { proofOf } from './key.ts';
import { challengePath, infoPath, isChallenge, isInfo, proofScheme, type Info } from './protocol.ts';
import { LocalSandbox } from './sandbox.ts';

const bootLimitSeconds = 10;

/** This machine's Node, through the server that `npm start` runs. */
export const runtime: Runtime = {
  id: 'local',

  async unavailable() {
    const entry = await enter(AbortSignal.timeout(bootLimitSeconds * 1000));
    return 'code' in entry ? entry : null;
  },

  async boot(files: FileTree, signal: AbortSignal) {
    signal.throwIfAborted();
    const limit = AbortSignal.timeout(bootLimitSeconds * 1000);
    const either = AbortSignal.any([signal, limit]);
    try {
      const entry = await enter(either);
      either.throwIfAborted();
      if ('code' in entry) throw new SandboxError(entry);
      const connection = await Connection.open(entry.proof, either);
      try {
        await connection.request({ type: 'open', files }, either);
        return new LocalSandbox(connection, entry.info, files);
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

/** The same for C#, which the machine may not have the .NET for, or nothing to confine it. */
export const csharpRuntime: Runtime = {
  ...runtime,

  async unavailable() {
    const entry = await enter(AbortSignal.timeout(bootLimitSeconds * 1000));
    if ('code' in entry) return entry;
    return 'missing' in entry.info.dotnet ? { code: entry.info.dotnet.missing } : null;
  },
};

/** What lets this page in, and what the server says of itself; or why it cannot be used. */
async function enter(signal: AbortSignal): Promise<{ proof: string; info: Info } | Reason> {
  try {
    const asked = await ask(challengePath, {}, signal);
    if (asked.status === 403) return { code: 'refused' };
    const challenge: unknown = asked.ok ? await asked.json() : null;
    if (!isChallenge(challenge)) return { code: 'runtime-missing' };
    const proof = await proofOf(challenge.challenge);
    if (proof === null) return { code: 'no-key' };
    const answer = await ask(infoPath, { Authorization: proofScheme + proof }, signal);
    if (answer.status === 401) return { code: 'no-key' };
    const info: unknown = answer.ok ? await answer.json() : null;
    return isInfo(info) ? { proof, info } : { code: 'runtime-missing' };
  } catch (error) {
    // Any other server has no such paths, or its answers are others.
    return { code: 'runtime-missing', message: error instanceof Error ? error.message : String(error) };
  }
}

const ask = (path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> =>
  fetch(path, { headers, signal, cache: 'no-store', redirect: 'error' });
