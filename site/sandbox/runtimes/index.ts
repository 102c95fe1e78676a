import type { Reason } from '../reason.ts';
import type { Runtime, RuntimeId } from '../runtime.ts';

interface Entry {
  readonly id: RuntimeId;
  load(): Promise<Runtime>;
}

/** The places a sandbox can run in, best first. None is fetched before it is tried. */
const runtimes: readonly Entry[] = [
  { id: 'local', load: async () => (await import('./local/index.ts')).runtime },
  { id: 'tab', load: async () => (await import('./tab/index.ts')).runtime },
];

export type Choice = { runtime: Runtime; reason: null } | { runtime: null; /** Why the best of them cannot run here. */ reason: Reason };

/** The first runtime that can run here; `wanted`, e.g. from the page's address, leaves only that one in the choice. */
export async function chooseRuntime(wanted: string | null = null, from: readonly Entry[] = runtimes): Promise<Choice> {
  let first: Reason | null = null;
  for (const entry of from) {
    if (wanted !== null && entry.id !== wanted) continue;
    const runtime = await entry.load();
    const reason = await runtime.unavailable();
    if (!reason) return { runtime, reason };
    first ??= reason;
  }
  return { runtime: null, reason: first ?? { code: 'not-supported', message: `?runtime=${wanted}` } };
}
