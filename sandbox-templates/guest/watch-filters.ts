import diagnosticsChannel from 'node:diagnostics_channel';
import type { Noted } from '../../site/sandbox/samples.ts';

/** Most names of headers that are counted. */
const mostNames = 16;

/** Counts the calls that pass client filters, and the headers that filters put on them, by what the port of MagicOnion's client publishes. */
export function watchFilters(): () => Noted['filtered'] {
  let calls = 0;
  const headers = new Map<string, number>();
  diagnosticsChannel.subscribe('magiconion.client.filtered', (message) => {
    calls++;
    for (const name of (message as { headersAdded: readonly string[] }).headersAdded) {
      const key = name.toLowerCase(); // as HTTP/2 sends it
      const count = headers.get(key);
      if (count !== undefined || headers.size < mostNames) headers.set(key, (count ?? 0) + 1);
    }
  });
  return () => ({ calls, headers: Object.fromEntries(headers) });
}
