import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers';
import type { Noted } from '../../site/sandbox/protocol/samples.ts';
import { watchFilters } from './watch-filters.ts';
import type { Metrics } from './watch-metrics.ts';
import { watchSignals } from './watch-signals.ts';

// The program may put another in its stead.
const { stringify } = JSON;

const noteEvery = 250; // ms
/** A scrape takes the longer the more series there are: it gets so many times as long a rest. */
const restFor = 20;

/** Notes what the client does that its heap does not tell, from now until it ends, without keeping it alive. */
export function watchClient(metrics: Metrics, calls: () => number, report: (noted: Noted) => void): void {
  const listeners = watchSignals();
  const filtered = watchFilters();
  let reported = '';

  const note = async (): Promise<void> => {
    const begun = performance.now();
    // A counter whose `collect` throws fails the program's own scrape too: there it is heard of.
    const counters = await metrics.scrape().catch(() => []);
    const noted = { calls: calls(), listeners: listeners(), filtered: filtered(), counters };
    const text = stringify(noted);
    if (text !== reported) report(noted);
    reported = text;
    soon(Math.max(noteEvery, (performance.now() - begun) * restFor));
  };
  const soon = (delay: number) => setTimeout(() => void note(), delay).unref();
  soon(noteEvery);
}
