import type { Measured } from '../../../site/sandbox/samples.ts';
import { runClock } from '../watch-collections.ts';
import { platform } from './event-loop.ts';

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

/** By then most programs have loaded. */
const firstAfter = 1000; // ms
/** The browser counts while V8 marks, which makes that collection slower: one in several. */
const restFor = 5000; // ms

/** Has the browser itself measure the frame again and again, where it does that at all. A program in a worker has no such measure. */
export function keepMeasuring(report: (measured: Measured) => void): void {
  if (!globalThis.crossOriginIsolated || !performance.measureUserAgentSpecificMemory) return;
  const measure = async (): Promise<void> => {
    const at = runClock();
    const { breakdown } = await performance.measureUserAgentSpecificMemory!();
    report({ at, bytes: breakdown.filter(isFrames).reduce((sum, { bytes }) => sum + bytes, 0) });
    soon(restFor);
  };
  // Where the browser refuses, nothing is reported, and it is not asked again.
  const soon = (delay: number) => platform.setTimeout(() => void measure().catch(() => undefined), delay);
  soon(firstAfter);
}

const isFrames = ({ types, attribution }: Breakdown): boolean =>
  types.includes('Shared') ||
  (types.includes('JavaScript') && attribution.every(({ scope }) => !scope.includes('Worker')));
