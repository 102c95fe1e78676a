import { liveObjects, type Alive, type Sample } from '../protocol/samples.ts';

/** The heap (or the count of live objects) with the garbage taken out. */
export interface FloorPoint {
  at: number;
  /** Calls that had ended, well or not. */
  calls: number;
  /** And that were under way. */
  open: number;
  clientsCreated: number;
  /** Bytes, or objects where `unitOf` says so. */
  value: number;
  /** What growth is judged by: of the bytes, those that are the program's data. Where they cannot be told apart, all. */
  data: number;
  /** Bytes outside the heap. */
  buffers: number | null;
  alive: Alive | null;
}

export const unitOf = (samples: readonly Sample[]): 'bytes' | 'objects' =>
  samples.at(-1)?.source === 'objects' ? 'objects' : 'bytes';

/** The floor of a run's heap: what its full collections left, each as the sample after it has it. */
export const floorOf = (samples: readonly Sample[]): FloorPoint[] =>
  samples.map(floorPoint).filter((point) => point !== null);

/**
 * Code brings data with it: feedback, maps, closures. In three programs that keep nothing, what lay in the spaces for data grew by 0.10 to 0.13 bytes
 * for each byte of code and tables that V8 added while they warmed up.
 */
const dataOfCode = 0.115;

/** The point that a sample adds to the floor; null where it did not follow a collection. */
export function floorPoint(sample: Sample): FloorPoint | null {
  const objects = sample.source === 'objects' ? sample.alive && liveObjects(sample.alive) : null;
  const value = sample.source === 'objects' ? objects : sample.heapAfterGc;
  if (value === null) return null;
  return {
    at: sample.at,
    calls: sample.calls + sample.callsFailed,
    open: sample.callsOpen,
    clientsCreated: sample.clientsCreated,
    value,
    data: sample.dataAfterGc === null ? value : sample.dataAfterGc - dataOfCode * (value - sample.dataAfterGc),
    buffers: sample.buffers,
    alive: sample.alive,
  };
}
