import { formatFigure, type Unit } from './figures.ts';

/** Real .NET, recorded: what one verb of `sandbox-templates/dotnet/` ran, by `npm run record -- dotnet`. */
export interface DotnetRecording {
  verb: string;
  versions: { '.NET': string; 'Grpc.Net.Client': string; 'MagicOnion.Client'?: string };
  machine: { platform: string; arch: string; cores: number /** Whole GiB. */; memory: number };
  runs: readonly DotnetRun[];
}

export type DotnetScenario =
  | 'client-for-each-call'
  | 'create-without-call'
  | 'derive-without-call'
  | 'one-client'
  | 'with-options'
  | 'with-headers'
  | 'generated-client-for-each-call'
  | 'first-of-each-name'
  | 'scoped-from-base'
  | 'transient-create'
  | 'client-factory'
  | 'hub-reconnects'
  | 'hub-calls'
  | 'hub-renews-channel'
  | 'filter-kept'
  | 'filter-with-deadline'
  | 'filter-with-headers'
  | 'filter-with-options'
  | 'filter-client-for-each-call'
  | 'channel-disposed'
  | 'channel-dropped';

/** One way of making calls, and what was seen of it. */
export interface DotnetRun {
  scenario: string;
  samples: readonly DotnetSample[];
  /** What stays for each call, in bytes: the slope of the looks after calls were made. Null where there were not two. */
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
  /** The scenario's own figures: open connections, headers of the last call, bytes and nanoseconds of a client that is made. */
  own: Readonly<Partial<Record<OwnFigure, number>>>;
}

const ownFigures = ['connections', 'headers', 'allocated', 'nanoseconds'] as const;
type OwnFigure = (typeof ownFigures)[number];

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
  const own = ownFigures.filter((name) => name in of);
  return of.calls!.map((calls, index) => ({
    calls,
    heapUsed: of.heapUsed![index]!,
    heapAfterGc: of.heapAfterGc![index]!,
    entries: of.entries![index]!,
    own: Object.fromEntries(own.map((name) => [name, of[name]![index]!])),
  }));
}

/** The slope of the straight line through the looks, by least squares; not the one before the first call, which sets up what is no leak. */
const bytesPerCall = ([, ...samples]: readonly DotnetSample[]): number | null => slope(samples);

function slope(samples: readonly DotnetSample[]): number | null {
  if (samples.length < 2) return null;
  const mean = (of: (sample: DotnetSample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [calls, heap] = [mean((sample) => sample.calls), mean((sample) => sample.heapAfterGc)];
  return (
    mean((sample) => (sample.calls - calls) * (sample.heapAfterGc - heap)) /
    mean((sample) => (sample.calls - calls) ** 2)
  );
}

/** Bytes a call that are worth the name, and bytes in all that no runtime adds by itself while it compiles again what is often called. */
const leak = { perCall: 100, inAll: 250_000 };

/** Whether what is kept for good grows with the calls, and goes on to: in both halves of the run. A step that something sets up once is in one. */
export function isLeaking({ samples: [, ...samples] }: DotnetRun): boolean {
  const floor = keptForGood(samples);
  const middle = Math.ceil(floor.length / 2);
  const grown = floor.length ? floor.at(-1)!.heapAfterGc - floor[0]!.heapAfterGc : 0;
  return (
    grown > leak.inAll &&
    [floor.slice(0, middle), floor.slice(middle)].every((half) => (slope(half) ?? 0) > leak.perCall)
  );
}

/** Each look with the least that the heap held then or later: teeth that fall back are cut off. */
function keptForGood(samples: readonly DotnetSample[]): DotnetSample[] {
  let least = Number.POSITIVE_INFINITY;
  return samples
    .toReversed()
    .map((sample) => ({ ...sample, heapAfterGc: (least = Math.min(least, sample.heapAfterGc)) }))
    .toReversed();
}

/** The figures that a lesson can quote of a run. Null where the run does not have it. */
const figures = {
  calls: ({ samples }) => samples.at(-1)!.calls,
  entries: ({ samples }) => samples.at(-1)!.entries,
  'bytes-per-call': (run) => (isLeaking(run) ? run.bytesPerCall : null),
  'heap-start': ({ samples }) => samples[0]!.heapAfterGc,
  'heap-end': ({ samples }) => samples.at(-1)!.heapAfterGc,
  'failed-call': ({ failed }) => failed?.call ?? null,
  connections: ({ samples }) => samples.at(-1)!.own.connections ?? null,
  headers: ({ samples }) => samples.at(-1)!.own.headers ?? null,
  allocated: ({ samples }) => samples.at(-1)!.own.allocated ?? null,
  nanoseconds: ({ samples }) => samples.at(-1)!.own.nanoseconds ?? null,
} satisfies Record<string, (run: DotnetRun) => number | null>;

export type DotnetFigureName = keyof typeof figures;
export const dotnetFigureNames = Object.keys(figures) as DotnetFigureName[];

const units: Partial<Record<DotnetFigureName, Unit>> = {
  'bytes-per-call': 'bytes',
  'heap-start': 'bytes',
  'heap-end': 'bytes',
  allocated: 'bytes',
  nanoseconds: 'nanoseconds',
};

/** The figure in the page's language: bytes and times to two digits, counts as they were counted. Null where the run does not have it. */
export function dotnetFigure(language: string, run: DotnetRun, name: DotnetFigureName): string | null {
  const value = figures[name](run);
  if (value === null) return null;
  const unit = units[name];
  return unit ? formatFigure(language, { value, unit }) : new Intl.NumberFormat(language).format(value);
}
