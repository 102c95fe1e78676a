import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Sample } from '../../sandbox/protocol/samples.ts';
import { BootProgress } from '../place/BootProgress.tsx';
import type { InsideView } from '../model/view.ts';
import { useUi } from '../ui.ts';
import type { HeapChart } from './heap-chart.ts';
import { picture } from './picture.ts';
import { Reading } from './Reading.tsx';
import { RunsLegend } from './RunsLegend.tsx';
import { SketchPad } from './SketchPad.tsx';

/** The heap's curves, of this run and of those kept. Its twin in words and figures are the verdict's summary and the table. */
export function ChartPanel() {
  const { bench, view, strings, format } = useUi();
  const parent = useRef<HTMLDivElement>(null);
  const chart = useSignal<HeapChart | null>(null);
  const point = useSignal<number | null>(null);
  const failed = useSignal(false);
  const shown = useComputed(() => {
    bench.samplesDrawn.value;
    return picture(bench.runs.all.value, view.extras.value);
  });

  useEffect(() => {
    let gone = false;
    import('./heap-chart.ts').then(
      ({ HeapChart }) => {
        if (!gone)
          chart.value = new HeapChart({
            parent: parent.current!,
            format,
            cap: strings.chart.cap,
            onPoint: (time) => (point.value = time),
          });
      },
      () => (failed.value = true),
    );
    return () => {
      gone = true;
      chart.peek()?.destroy();
    };
  }, []);
  useSignalEffect(() => chart.value?.draw(shown.value));

  const { source, runs, leftOut } = shown.value;
  const isStarting = bench.state.value === 'running';
  const toggle = (extra: 'clients' | 'methods') => (
    <label>
      <input
        type="checkbox"
        checked={view.extras.value[extra]}
        onChange={(event) => (view.extras.value = { ...view.extras.value, [extra]: event.currentTarget.checked })}
      />
      <span class={`lab-key lab-key-${extra}`} />
      {strings.chart[extra]}
    </label>
  );
  const said = (from: Sample['source']) =>
    from === 'clr' ? strings.chart.source.clr[__CSHARP_CLIENT__!] : strings.chart.source[from];
  /** Opens a view of what is inside, and closes it. */
  const opener = (name: InsideView) => (
    <button
      type="button"
      class="lab-link"
      aria-pressed={view[name].value}
      onClick={() => (view[name].value = !view[name].value)}
    >
      {strings.chart[name]}
    </button>
  );
  return (
    <section class="lab-panel lab-chart" aria-label={strings.chart.label} tabIndex={-1}>
      <header class="lab-panel-head">
        <h2 class="lab-title">{strings.chart.label}</h2>
        {/* There from the start, and not to be seen: nothing moves when the first run comes. */}
        <button
          type="button"
          class="lab-link"
          aria-haspopup="dialog"
          style={{ visibility: bench.runs.all.value.length > 0 ? undefined : 'hidden' }}
          onClick={() => (view.runs.value = true)}
        >
          {strings.runs.compare}
        </button>
        <span class="lab-source">{source && said(source)}</span>
        {/* What .NET's channel holds is counted, not listed. */}
        {bench.exercise.language !== 'csharp' && opener('cache')}
        {opener('frames')}
        {opener('snapshots')}
      </header>
      <BootProgress />
      <div class="lab-plot-room">
        <div class="lab-canvas" ref={parent} aria-hidden="true">
          {runs.length === 0 && !view.sketch.value && (
            <p key={String(isStarting)} class={isStarting ? 'lab-empty lab-starting' : 'lab-empty'}>
              {failed.value ? strings.closed.loadFailed : isStarting ? strings.chart.starting : strings.chart.empty}
            </p>
          )}
          <Reading time={point} />
        </div>
        {bench.runs.all.value.length === 0 && <SketchPad />}
      </div>
      {leftOut && <p class="lab-small">{strings.chart.otherUnit}</p>}
      <div class="lab-legend">
        <RunsLegend />
        <fieldset class="lab-extras">
          <legend class="lab-visually-hidden">{strings.chart.show}</legend>
          {toggle('clients')}
          {toggle('methods')}
        </fieldset>
      </div>
    </section>
  );
}
