import type { Sample } from './samples.ts';

/** What the samples of one run say of its heap. `unit` is that of every size in it: bytes, or live objects. */
export type Verdict =
  | { kind: 'not-enough-data'; unit: 'bytes' | 'objects' }
  | { kind: 'steady'; unit: 'bytes' | 'objects'; /** Floor at the end of the run. */ floor: number; /** Growth per second of the floor: noise about zero. */ perSecond: number }
  | {
      kind: 'leaking';
      unit: 'bytes' | 'objects';
      floor: number;
      perSecond: number;
      /** Growth of the floor for each client created; null where the program created none while it grew. */
      perClient: number | null;
      /** Seconds from the last sample until the heap reaches its cap at this rate; null where there is no known cap. */
      secondsToLimit: number | null;
    };

export function judge(_samples: readonly Sample[], _heapLimit: number | null): Verdict {
  return { kind: "not-enough-data", unit: "bytes" };
}
