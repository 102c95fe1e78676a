import type { FactId, RuntimeId } from '../../sandbox/runtime.ts';
import { useUi } from '../ui.ts';

/** What is real in the runtime, and what was found out about it: by its own probe, or by the first run. */
export function AboutRuntime({ runtime }: { runtime: RuntimeId }) {
  const {
    bench,
    strings: { place, chart },
    format,
  } = useUi();
  const facts = new Map<FactId, string>(bench.place.facts.value.map(({ id, value }) => [id, value]));
  const built = bench.built.value;
  if (built) facts.set('node', built.node).set('http2', built.http2);

  const tell = <T,>(id: FactId, words: (value: string) => T) => (facts.has(id) ? words(facts.get(id)!) : undefined);
  const source = (heap: string) => chart.source[heap === 'objects' ? heap : runtime === 'tab' ? 'tab' : 'v8'];
  const inCsharp = bench.exercise.language === 'csharp' && runtime !== 'webcontainer' ? place.csharp : null;
  const rows: Partial<Record<FactId | 'programs', string | undefined>> = {
    programs: inCsharp?.programs[runtime as 'local' | 'tab'] ?? place.programs[runtime],
    dotnet: facts.get('dotnet'),
    node: tell('node', (version) => version.replace(/^v/, '')),
    wall: tell('wall', (wall) => inCsharp?.wall ?? place.walls[wall as 'bubblewrap' | 'permissions']),
    // Of the server alone: the client has .NET's, as its own line says.
    http2: inCsharp ? undefined : tell('http2', (whose) => place.http2[whose as 'builtin' | 'own']),
    'http2-fault': facts.get('http2-fault'),
    heap:
      inCsharp?.heap[runtime as 'local' | 'tab'] ??
      (tell('heap', (heap) => place.sentence(source(heap))) ?? '') + place.heap[runtime],
    boot: tell('boot', (milliseconds) => format.clock(Number(milliseconds))),
  };
  return (
    <dl class="lab-facts">
      {(Object.keys(rows) as (keyof typeof rows)[]).map(
        (id) =>
          rows[id] && (
            <div key={id} data-fact={id}>
              <dt>{place.facts[id]}</dt>
              <dd>{rows[id]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
