import { entriesHeld } from '../../sandbox/protocol/samples.ts';
import type { Run } from '../../sandbox/run/run.ts';

/** A run's samples as comma-separated values (RFC 4180): times in milliseconds, sizes in bytes, counts; empty where a place cannot tell. */
export function toCsv({ samples }: Pick<Run, 'samples'>): string {
  const entries = entriesHeld(samples);
  const head = 'ms,calls,clients_created,methods_cached,methods_alive,heap_used_bytes,heap_after_gc_bytes,source';
  const rows = samples.map(({ at, calls, clientsCreated, alive, heapUsed, heapAfterGc, source }, index) =>
    [
      Math.round(at),
      calls,
      clientsCreated,
      entries[index],
      alive?.methods ?? '',
      heapUsed ?? '',
      heapAfterGc ?? '',
      source,
    ].join(','),
  );
  return `${[head, ...rows].join('\r\n')}\r\n`;
}
