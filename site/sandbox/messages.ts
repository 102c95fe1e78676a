import { reasonCodes, type Reason, type ReasonCode } from './reason.ts';
import type { Measured, MetricsCounter, Noted, Sample, Served } from './samples.ts';

/** Everything that crosses from a program in a sandbox to the page. Checked at the border by `decodeMessage`. */
export type GuestMessage =
  | { type: 'started'; node: string; http2: 'builtin' | 'own'; heapLimit: number | null }
  | {
      type: 'log';
      stream: 'stdout' | 'stderr';
      text: string /** Lines left out before `text`, in a flood. */;
      dropped: number;
    }
  | { type: 'listening'; port: number }
  | { type: 'sample'; sample: Sample }
  | { type: 'served'; served: Served }
  | { type: 'measured'; measured: Measured }
  | { type: 'noted'; noted: Noted }
  | { type: 'exit'; code: number | null; reason?: Reason };

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const isCountOrNull = (value: unknown): value is number | null => value === null || isCount(value);
const optional = (value: unknown, type: 'string' | 'number') => value === undefined || typeof value === type;

const sampleSources: readonly unknown[] = ['v8', 'tab', 'objects'] satisfies Sample['source'][];

const isSample = (value: unknown): value is Sample =>
  isObject(value) &&
  [value.at, value.calls, value.clientsCreated, value.channelsCreated, value.methodsCached].every(isCount) &&
  [value.methodsAlive, value.heapUsed, value.heapAfterGc].every(isCountOrNull) &&
  sampleSources.includes(value.source);

const isServed = (value: unknown): value is Served =>
  isObject(value) &&
  [value.at, value.calls, value.failed, value.mostInFlight].every(isCount) &&
  isCounts(value.methods) &&
  isObject(value.sums) &&
  isCount(value.sums.right) &&
  isCount(value.sums.wrong) &&
  isTally(value.requests) &&
  isTally(value.deadlines) &&
  isCount((value.deadlines as Json).longest) &&
  isCount((value.deadlines as Json).fresh) &&
  isCounts(value.addends) &&
  isObject(value.held) &&
  isCount(value.held.waiting) &&
  isCount(value.held.givenUp) &&
  isObject(value.headers) &&
  Object.values(value.headers).every(isTally);

const isNoted = (value: unknown): value is Noted =>
  isObject(value) &&
  isCount(value.calls) &&
  isCount(value.listeners) &&
  isObject(value.filtered) &&
  isCount(value.filtered.calls) &&
  isCounts(value.filtered.headers) &&
  Array.isArray(value.counters) &&
  value.counters.every(isMetricsCounter);

const isMetricsCounter = (value: unknown): value is MetricsCounter =>
  isObject(value) &&
  typeof value.name === 'string' &&
  [value.total, value.series].every(isCount) &&
  isCounts(value.labels);

const isCounts = (value: unknown): boolean => isObject(value) && Object.values(value).every(isCount);
const isTally = (value: unknown): boolean => isObject(value) && isCount(value.calls) && isCount(value.distinct);

export const isReason = (value: unknown): value is Reason =>
  isObject(value) &&
  reasonCodes.includes(value.code as ReasonCode) &&
  [value.message, value.file, value.program].every((text) => optional(text, 'string')) &&
  [value.line, value.column, value.exitCode, value.port, value.bytes, value.seconds].every((n) =>
    optional(n, 'number'),
  );

/**
 * Takes what came from a sandbox and returns it as a message, or null where it is not one:
 * a learner's program shares the channel with the probe and may send anything.
 */
export function decodeMessage(value: unknown): GuestMessage | null {
  return isObject(value) && isMessage(value) ? (value as unknown as GuestMessage) : null;
}

function isMessage(value: Json): boolean {
  switch (value.type as GuestMessage['type']) {
    case 'started':
      return (
        typeof value.node === 'string' &&
        (value.http2 === 'builtin' || value.http2 === 'own') &&
        isCountOrNull(value.heapLimit)
      );
    case 'log':
      return (
        (value.stream === 'stdout' || value.stream === 'stderr') &&
        typeof value.text === 'string' &&
        isCount(value.dropped)
      );
    case 'listening':
      return isCount(value.port) && value.port <= 65535;
    case 'sample':
      return isSample(value.sample);
    case 'measured':
      return isObject(value.measured) && isCount(value.measured.at) && isCount(value.measured.bytes);
    case 'noted':
      return isNoted(value.noted);
    case 'served':
      return isServed(value.served);
    case 'exit':
      return (
        (value.code === null || Number.isInteger(value.code)) && (value.reason === undefined || isReason(value.reason))
      );
    default:
      return false;
  }
}
