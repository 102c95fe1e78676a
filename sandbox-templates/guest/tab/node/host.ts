import type { ContextKeeping } from './async-context.ts';

interface HostLink {
  find(specifier: string): object | null;
  /** Of `builtins`, one that is a getter is asked for with the first import. */
  add(more: { builtins: Record<string, object>; packages: Record<string, object> }): void;
  keepContexts(how: ContextKeeping): void;
  /** For what awaits in the other file. */
  readonly contexts: Pick<ContextKeeping, 'kept' | 'keptAll'>;
}

/** How what is built into another file finds the modules of the main one; the build writes it, too. */
export const hostLink = 'leak-lab.host';

const place = globalThis as unknown as Record<symbol, HostLink>;

export const linkOfHost = (): HostLink => place[Symbol.for(hostLink)]!;

export function offerHost(link: HostLink): void {
  Object.defineProperty(place, Symbol.for(hostLink), { value: link });
}
