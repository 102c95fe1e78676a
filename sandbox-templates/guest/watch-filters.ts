import diagnosticsChannel from 'node:diagnostics_channel';
import type { Noted } from '../../site/sandbox/protocol/samples.ts';

/** Most names of headers that are counted. */
const mostNames = 16;
/** Most headers that are known again: a client that keeps them keeps few, and what knows them costs memory in the heap that is judged. */
const mostKnown = 1000;

interface Header {
  readonly key: string;
}

/** A call's headers as they came to its filters, and as they left them. */
interface Filtered {
  readonly given: ReadonlySet<Header>;
  readonly sent: Iterable<Header>;
}

/** Counts the calls with headers that client filters put on, by what the port of MagicOnion's client publishes; a derived client may keep them for its next calls. */
export function watchFilters(): () => Noted['filtered'] {
  const known = new WeakSet<Header>();
  let left = mostKnown;
  const counts = new Map<string, number>();
  diagnosticsChannel.subscribe('magiconion.client.filtered', (message) => {
    const { given, sent } = message as Filtered;
    const names = new Set<string>();
    for (const header of sent) {
      const isNew = !given.has(header);
      if (isNew && left-- > 0) known.add(header);
      if (isNew || known.has(header)) names.add(header.key.toLowerCase()); // as HTTP/2 sends it
    }
    for (const name of names) {
      const count = counts.get(name);
      if (count !== undefined || counts.size < mostNames) counts.set(name, (count ?? 0) + 1);
    }
  });
  return () => Object.fromEntries(counts);
}
