import type { Counter, Registry } from 'prom-client';
import type { MetricsCounter } from '../../site/sandbox/samples.ts';
import { DistinctCount } from './distinct-count.ts';

export type PromClient = Pick<typeof import('prom-client'), 'Registry'>;

/** Most registries, counters and labels that are looked at. */
const most = 16;

/**
 * Scrapes the program's registries as Prometheus would, without a port: whatever a counter's `collect` does, it does here too. A registry that
 * the program lets go of is gone from here as well, once there is another: a program that counts in `collect` alone, and has no port, refers to its own no more.
 */
export class Metrics {
  #earlier: WeakRef<Registry>[] = [];
  #latest: Registry | undefined;

  /** Sees the registries of this instance of prom-client from now on, by the metrics that they take in. */
  watch({ Registry }: PromClient): void {
    const see = (registry: Registry) => this.#see(registry);
    const { registerMetric } = Registry.prototype;
    Registry.prototype.registerMetric = function (this: Registry, metric): void {
      see(this);
      Reflect.apply(registerMetric, this, [metric]);
    };
  }

  /** The counters as they stand, those of later registries last. */
  async scrape(): Promise<MetricsCounter[]> {
    const registries = [...this.#earlier.map((ref) => ref.deref()), this.#latest].filter(
      (registry) => registry !== undefined,
    );
    const metrics = (await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()))).flat();
    return metrics
      .filter(({ type }) => String(type) === 'counter')
      .slice(-most)
      .map((metric) => read(metric as Awaited<ReturnType<Counter['get']>>));
  }

  #see(registry: Registry): void {
    if (registry === this.#latest || this.#earlier.some((ref) => ref.deref() === registry)) return;
    if (this.#latest) this.#earlier = [...this.#earlier, new WeakRef(this.#latest)].slice(1 - most);
    this.#latest = registry;
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
