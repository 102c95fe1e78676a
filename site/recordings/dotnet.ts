/** Real .NET, recorded: what one verb of `sandbox-templates/dotnet/` ran, by `npm run record -- dotnet`. */
export interface DotnetRecording {
  verb: string;
  versions: { '.NET': string; 'Grpc.Net.Client': string; 'MagicOnion.Client'?: string };
  machine: { platform: string; arch: string; cores: number /** Whole GiB. */; memory: number };
  runs: readonly DotnetRun[];
}

/** One way of making calls, and what was seen of it. */
export interface DotnetRun {
  scenario: string;
  samples: readonly DotnetSample[];
  /** What stays for each call, in bytes: between the first look after calls were made and the last. Null where there were not two. */
  bytesPerCall: number | null;
  /** Null where every call came through; else the first that did not, counted from 1, which ended the run. */
  failed: { call: number; status: string; detail: string } | null;
}

/** After so many calls. Heap figures in bytes. */
export interface DotnetSample {
  calls: number;
  heapUsed: number;
  /** What a full collection left. */
  heapAfterGc: number;
  /** Methods in the channel's cache. */
  entries: number;
  /** The scenario's own figure, by whatever name: open connections, headers of the last call. Null where it has none. */
  also: number | null;
}

type Columns = Record<string, readonly number[]>;

/** @throws where the text is not such a recording. */
export function decodeDotnetRecording(text: string): DotnetRecording {
  const recording = JSON.parse(text) as Omit<DotnetRecording, 'runs'> & {
    runs: { scenario: string; samples: Columns; failed: DotnetRun['failed'] }[];
  };
  const runs = recording.runs.map(({ scenario, samples: columns, failed }) => {
    const samples = toSamples(columns);
    return { scenario, samples, bytesPerCall: bytesPerCall(samples), failed };
  });
  return { ...recording, runs };
}

const columns = ['calls', 'heapUsed', 'heapAfterGc', 'entries'] as const;

function toSamples(of: Columns): DotnetSample[] {
  const missing = columns.filter((name) => of[name]?.length !== of.calls?.length);
  if (missing.length) throw new Error(`The recording has no whole column '${missing.join("', '")}'.`);
  const also = Object.keys(of).find((name) => !columns.some((known) => known === name));
  return of.calls!.map((calls, index) => ({
    calls,
    heapUsed: of.heapUsed![index]!,
    heapAfterGc: of.heapAfterGc![index]!,
    entries: of.entries![index]!,
    also: also === undefined ? null : of[also]![index]!,
  }));
}

function bytesPerCall(samples: readonly DotnetSample[]): number | null {
  const [, first] = samples;
  const last = samples.at(-1);
  return first && last && last !== first ? (last.heapAfterGc - first.heapAfterGc) / (last.calls - first.calls) : null;
}
