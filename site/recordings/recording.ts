import type { Criterion } from '../sandbox/exercises/check.ts';
import { decodeMessage } from '../sandbox/protocol/messages.ts';
import { floorOf } from '../sandbox/verdict/floor.ts';
import type { ReasonCode } from '../sandbox/errors/reason.ts';
import type { Sample, Served } from '../sandbox/protocol/samples.ts';
import { judge } from '../sandbox/verdict/judge.ts';
import type { Verdict } from '../sandbox/verdict/verdict.ts';

export type RunName = 'start' | 'solution';
export const runNames: readonly RunName[] = ['start', 'solution'];

/** An exercise as it ran once on real Node: as given, and solved. Made by `npm run record`, drawn and quoted by lessons. */
export interface Recording {
  exercise: string;
  versions: { node: string; [dependency: string]: string };
  machine: { platform: string; arch: string; cores: number /** Whole GiB. */; memory: number };
  runs: Record<RunName, RecordedRun>;
}

export interface RecordedRun {
  /** Thinned out; those of the floor are all there, which a verdict goes by. */
  samples: Sample[];
  served: Served;
  /** Cap of the client's heap in bytes. */
  heapLimit: number;
  /** What the samples say. Not in the file, which holds what was measured. */
  verdict: Verdict;
  check: Partial<Record<Criterion['id'], Criterion['result']>>;
  /** What the client printed, from its start; where a lesson shows it. */
  log?: string;
  /** Why it ended before its time; null where it ran to the end. */
  ended: ReasonCode | null;
}

/** Milliseconds that samples lie apart at least, once thinned out. */
const apart = 180;

/** Leaves out samples that a chart would not miss: never the first and last, the first call's, or one of the floor. Times are whole milliseconds. */
export function thin(samples: readonly Sample[]): Sample[] {
  const firstCall = samples.findIndex(({ calls }) => calls > 0);
  const floor = new Set(floorOf(samples).map(({ at }) => at));
  let kept = -Infinity;
  return samples
    .filter(({ at }, index) => {
      const needed = floor.has(at) || index === firstCall || index === samples.length - 1;
      if (!needed && at - kept < apart) return false;
      kept = at;
      return true;
    })
    .map((sample) => ({ ...sample, at: Math.round(sample.at) }));
}

/** The recording as a file's text: keys sorted, one row of figures for each of a sample's fields, the same text for the same recording. */
export function encodeRecording(recording: Recording): string {
  const measured = ({ verdict: _, ...run }: RecordedRun) => ({ ...run, samples: toColumns(run.samples) });
  const runs = Object.fromEntries(runNames.map((name) => [name, measured(recording.runs[name])]));
  return encodeJson({ ...recording, runs });
}

/** @throws where the text is not a recording, or one of samples that this version of the site no longer takes. */
export function decodeRecording(text: string): Recording {
  const recording = JSON.parse(text) as Recording;
  for (const name of runNames) {
    const run = recording.runs[name] as unknown as Omit<RecordedRun, 'samples' | 'verdict'> & { samples: Columns };
    const samples = toSamples(run.samples).map((sample) => {
      const message = decodeMessage({ type: 'sample', sample: { ...unknownThen, ...sample } });
      if (message?.type !== 'sample') throw outdated(recording.exercise);
      return message.sample;
    });
    recording.runs[name] = { ...run, samples, verdict: judge(samples, { heap: run.heapLimit }) };
  }
  return recording;
}

/** What recordings did not have from the beginning. */
const unknownThen: Partial<Sample> = { callsFailed: 0, callsOpen: 0, alive: null, dataAfterGc: null, buffers: null };

const outdated = (exercise: string) =>
  new Error(
    `lessons/recordings/${exercise}.json does not fit this version of the site. Run: npm run record ${exercise}`,
  );

/** Of each field its values in turn. One that is the same in all samples stands once, except the times, which say how many there are. */
type Columns = Record<string, unknown>;

function toColumns(samples: readonly Sample[]): Columns {
  const fields = Object.keys(samples[0] ?? {}) as (keyof Sample)[];
  return Object.fromEntries(
    fields.map((field) => {
      const values = samples.map((sample) => sample[field]);
      return [field, field !== 'at' && new Set(values).size === 1 ? values[0] : values];
    }),
  );
}

function toSamples(columns: Columns): Sample[] {
  const { at } = columns;
  if (!Array.isArray(at)) return [];
  return at.map(
    (_, index) =>
      Object.fromEntries(
        Object.entries(columns).map(([field, values]) => [field, Array.isArray(values) ? values[index] : values]),
      ) as unknown as Sample,
  );
}

/** Text that differs in lines where recordings differ: keys sorted, an array a line. */
export const encodeJson = (value: unknown): string => `${write(value, '')}\n`;

function write(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length
    ? `{\n${entries.map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${write(entry, inner)}`).join(',\n')}\n${indent}}`
    : '{}';
}
