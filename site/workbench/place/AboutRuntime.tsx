import type { FactId, RuntimeId } from '../../sandbox/runtime.ts';
import { useUi, type Ui } from '../ui.ts';

/** What is real in the runtime, and what was found out about it: by its own probe, or by the first run. */
export function AboutRuntime({ runtime }: { runtime: RuntimeId }) {
  const ui = useUi();
  const { bench, strings: { place, chart } } = ui;
  const facts = new Map<FactId, string>(bench.place.facts.value.map(({ id, value }) => [id, value]));
  const built = bench.built.value;
  if (built) facts.set('node', built.node).set('http2', built.http2);
  const source = built && bench.runs.latest.value?.run.samples.at(-1)?.source;

  const rows: [id: FactId | 'programs', ...texts: (string | undefined)[]][] = [
    ['programs', place.programs[runtime]],
    ['node', valueOf('node', facts, ui) ?? place.unknown],
    ['http2', valueOf('http2', facts, ui) ?? place.unknown],
    ['http2-fault', facts.get('http2-fault')],
    ['heap', source ? `${chart.source[source]}.` : valueOf('heap', facts, ui), place.heap[runtime]],
    ['boot', valueOf('boot', facts, ui)],
  ];
  return (
    <dl class="lab-facts">
      {rows.map(([id, ...texts]) => texts.some(Boolean) && (
        <div key={id} data-fact={id}>
          <dt>{place.facts[id]}</dt>
          <dd>{texts.filter(Boolean).join(' ')}</dd>
        </div>
      ))}
    </dl>
  );
}

function valueOf(id: FactId, facts: ReadonlyMap<FactId, string>, { strings: { place, chart }, format }: Ui): string | undefined {
  const value = facts.get(id);
  if (value === undefined) return undefined;
  switch (id) {
    case 'node':
      return value.replace(/^v/, '');
    case 'http2':
      return value === 'builtin' || value === 'own' ? place.http2[value] : value;
    case 'heap':
      return value === 'bytes' ? `${chart.source.v8}.` : `${chart.source.objects}.`;
    case 'boot':
      return format.clock(Number(value));
    default:
      return value;
  }
}
