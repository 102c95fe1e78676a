import type { Reason } from '../errors/reason.ts';
import type { Runtime, RuntimeId } from '../runtime.ts';
import { settings } from '../settings.ts';

/** A place a sandbox can run in, not fetched before it is asked for. */
export interface Entry {
  readonly id: RuntimeId;
  load(): Promise<Runtime>;
}

const all: Readonly<Record<RuntimeId, Entry['load'] | null>> = {
  local: async () => (await import('./local/index.ts')).runtime,
  // A build that turns it off has none of it.
  webcontainer: __WEBCONTAINER__ ? async () => (await import('./webcontainer/index.ts')).runtime : null,
  tab: async () => (await import('./tab/index.ts')).runtime,
};

/** The runtimes of this site, in the order in which it tries them. */
export const runtimes: readonly Entry[] = settings.order.flatMap((id) => {
  const load = all[id];
  return load ? { id, load } : [];
});

/** Those of them that run C#: the tab, and this machine where it has what that takes. */
export const csharpRuntimes: readonly Entry[] = runtimes.flatMap((entry) => {
  if (entry.id === 'tab') return entry;
  return entry.id === 'local' ? { ...entry, load: async () => (await import('./local/index.ts')).csharpRuntime } : [];
});

export type Choice =
  | { runtime: Runtime; reason: null }
  | { runtime: null /** Why the best of them cannot run here. */; reason: Reason };

/** The first runtime that can run here; `wanted`, e.g. from the page's address, leaves only that one in the choice. */
export async function chooseRuntime(wanted: string | null = null, from: readonly Entry[] = runtimes): Promise<Choice> {
  let first: Reason | null = null;
  for (const entry of from) {
    if (wanted !== null && entry.id !== wanted) continue;
    const runtime = await entry.load();
    const reason = await runtime.unavailable();
    if (!reason) return { runtime, reason };
    // Whoever started the server wants it used: the way in is told, rather than another runtime taken without a word.
    if (reason.code === 'no-key') return { runtime: null, reason };
    first ??= reason;
  }
  return { runtime: null, reason: first ?? { code: 'not-supported', message: `?runtime=${wanted}` } };
}

/** What takes over where `failed` did not come up: the next in order that can run here, and after the last, the first. */
export async function nextRuntime(failed: RuntimeId, from: readonly Entry[] = runtimes): Promise<Runtime | null> {
  // With the local one, the cure is in the reader's own hands.
  if (failed === 'local') return null;
  const at = from.findIndex(({ id }) => id === failed);
  const others = [...from.slice(at + 1), ...from.slice(0, Math.max(at, 0))];
  return (await chooseRuntime(null, others)).runtime;
}
