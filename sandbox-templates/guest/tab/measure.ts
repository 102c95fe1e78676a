import type { Measured } from '../../../site/sandbox/protocol/samples.ts';
import { runClock } from '../run-clock.ts';

interface Breakdown {
  readonly bytes: number;
  readonly types: readonly string[];
  readonly attribution: readonly { readonly scope: string }[];
}

declare global {
  interface Performance {
    /** Chromium's, on pages that are isolated from other origins. */
    measureUserAgentSpecificMemory?(): Promise<{ readonly breakdown: readonly Breakdown[] }>;
  }
}

let underWay = false;

/**
 * Has the browser itself measure the frame, where it does that at all. It counts while V8 marks, which makes that collection slower, and the program with it:
 * it is asked only where somebody wants the answer. A program in a worker has no such measure.
 */
export async function measure(report: (measured: Measured) => void): Promise<void> {
  if (underWay || !globalThis.crossOriginIsolated || !performance.measureUserAgentSpecificMemory) return;
  underWay = true;
  const at = runClock();
  try {
    const { breakdown } = await performance.measureUserAgentSpecificMemory();
    report({ at, bytes: breakdown.filter(isFrames).reduce((sum, { bytes }) => sum + bytes, 0) });
  } catch {
    // Where the browser refuses, there is nothing to report.
  } finally {
    underWay = false;
  }
}

const isFrames = ({ types, attribution }: Breakdown): boolean =>
  types.includes('Shared') ||
  (types.includes('JavaScript') && attribution.every(({ scope }) => !scope.includes('Worker')));
