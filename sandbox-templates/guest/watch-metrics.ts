import type { Counter, Metric, Registry } from 'prom-client';
import type { MetricsCounter } from '../../site/sandbox/protocol/samples.ts';
import { DistinctCount } from './distinct-count.ts';

export type PromClient = Pick<typeof import('prom-client'), 'Registry'>;

/** Most registries, counters and labels that are looked at. */
const most = 16;
/** Most registries that are kept for what counts in `collect` alone. */
const mostKept = 4;

/**
 * Scrapes the program's registries as Prometheus would, without a port: whatever a counter's `collect` does, it does here too. A registry that
 * the program lets go of is gone from here as well; but for one whose metric counts in `collect`: a program that has no port refers to that no more.
 */
export class Metrics {
  #registries: WeakRef<Registry>[] = [];
  #kept: Registry[] = [];

  /** Sees the registries of this instance of prom-client from now on, by the metrics that they take in. */
  watch({ Registry }: PromClient): void {
    const see = (registry: Registry, metric: Metric) => this.#see(registry, metric);
    const { registerMetric } = Registry.prototype;
    Registry.prototype.registerMetric = function (this: Registry, metric): void {
      see(this, metric);
      Reflect.apply(registerMetric, this, [metric]);
    };
  }

  /** The counters as they stand, those of later registries last. */
  async scrape(): Promise<MetricsCounter[]> {
    const registries = this.#registries.map((ref) => ref.deref()).filter((registry) => registry !== undefined);
    const metrics = (await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()))).flat();
    return metrics
      .filter(({ type }) => String(type) === 'counter')
      .slice(-most)
      .map((metric) => read(metric as Awaited<ReturnType<Counter['get']>>));
  }

  #see(registry: Registry, metric: Metric): void {
    if ('collect' in metric && !this.#kept.includes(registry)) this.#kept = [...this.#kept, registry].slice(-mostKept);
    if (this.#registries.some((ref) => ref.deref() === registry)) return;
    this.#registries = [...this.#registries, new WeakRef(registry)].slice(-most);
  }
}

function read({ name, values }: Awaited<ReturnType<Counter['get']>>): MetricsCounter {
  const labels = new Map<string, DistinctCount>();
  let total = 0;
  for (const value of values) {
    // A counter of prom-client takes NaN for a number, and JSON has none.
    if (value.value > 0) total = Math.min(total + value.value, Number.MAX_SAFE_INTEGER);
    for (const [label, text] of Object.entries(value.labels)) {
      let count = labels.get(label);
      if (!count && labels.size < most) labels.set(label, (count = new DistinctCount()));
      count?.add(String(text));
    }
  }
  return {
    name: name.slice(0, 100),
    total,
    series: values.length,
    labels: Object.fromEntries([...labels].map(([label, count]) => [label.slice(0, 100), count.toJSON().distinct])),
  };
}
