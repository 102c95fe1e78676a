import { floorOf } from '../sandbox/verdict/floor.ts';
import { spaced } from '../strings/format.ts';
import type { RecordedRun } from './recording.ts';

export type Unit = 'bytes' | 'seconds' | 'milliseconds' | 'nanoseconds' | 'count';

export interface Figure {
  value: number;
  unit: Unit;
}

const last = ({ samples }: RecordedRun) => samples.at(-1)!;
const floor = (run: RecordedRun) => floorOf(run.samples);

/** The figures that a lesson can quote of a run. Null where the run does not have it: a steady one loses nothing per client. */
const figures = {
  'bytes-per-client': {
    unit: 'bytes',
    of: ({ verdict }) => (verdict.kind === 'leaking' ? (verdict.growth.perClient?.estimate ?? null) : null),
  },
  'bytes-per-second': {
    unit: 'bytes',
    of: ({ verdict }) => (verdict.kind === 'leaking' ? verdict.growth.perSecond.estimate : null),
  },
  'seconds-to-limit': {
    unit: 'seconds',
    of: ({ verdict }) => (verdict.kind === 'leaking' ? verdict.secondsToLimit : null),
  },
  'heap-limit': { unit: 'bytes', of: ({ heapLimit }) => heapLimit },
  'floor-start': { unit: 'bytes', of: (run) => floor(run)[0]?.value ?? null },
  'floor-end': { unit: 'bytes', of: (run) => floor(run).at(-1)?.value ?? null },
  'floor-growth': {
    unit: 'bytes',
    of: (run) => (floor(run).length > 1 ? floor(run).at(-1)!.value - floor(run)[0]!.value : null),
  },
  seconds: { unit: 'seconds', of: (run) => last(run).at / 1000 },
  calls: { unit: 'count', of: (run) => last(run).calls },
  'calls-per-second': { unit: 'count', of: (run) => pace(run) },
  'milliseconds-per-call': { unit: 'milliseconds', of: (run) => 1000 / pace(run) },
  clients: { unit: 'count', of: (run) => last(run).clientsCreated },
  channels: { unit: 'count', of: (run) => last(run).channelsCreated },
  'most-in-flight': { unit: 'count', of: ({ served }) => served.mostInFlight },
  'methods-cached': { unit: 'count', of: (run) => last(run).methodsCached },
} satisfies Record<string, { unit: Unit; of(run: RecordedRun): number | null }>;

export type FigureName = keyof typeof figures;

export function figureOf(run: RecordedRun, name: FigureName): Figure | null {
  const { unit, of } = figures[name];
  const value = of(run);
  return value === null ? null : { value, unit };
}

/** Calls per second, from the first answered call to the last sample. */
function pace(run: RecordedRun): number {
  const first = run.samples.find(({ calls }) => calls > 0)!;
  return ((last(run).calls - first.calls) / (last(run).at - first.at)) * 1000;
}

/** A measured figure as prose tells it: to two digits, since the next run would differ in the third; a count below a thousand as it is. */
export function formatFigure(language: string, { value, unit }: Figure): string {
  const format = (options: Intl.NumberFormatOptions, amount = value) =>
    new Intl.NumberFormat(language, { maximumSignificantDigits: 2, ...options }).format(amount);
  const inUnit = (name: string, amount: number, unitDisplay: 'short' | 'long' = 'short') =>
    spaced(format({ style: 'unit', unit: name, unitDisplay }, amount));
  // Chinese has 秒 and 分钟 for short, and neither needs to be longer.
  const words = language.toLowerCase().startsWith('zh') ? 'short' : 'long';
  switch (unit) {
    case 'count':
      // Small counts, of channels, of entries or of the calls until one failed, are exact.
      return Math.abs(value) < 1000 && Number.isInteger(value) ? String(value) : format({});
    case 'seconds':
      return value < 90 ? inUnit('second', value, words) : inUnit('minute', value / 60, words);
    case 'milliseconds':
      return inUnit('millisecond', value);
    case 'nanoseconds':
      return inUnit('microsecond', value / 1e3);
    case 'bytes': {
      const size = Math.abs(value);
      if (size < 995) return inUnit('byte', value, 'long');
      return size < 995e3 ? inUnit('kilobyte', value / 1e3) : inUnit('megabyte', value / 1e6);
    }
  }
}
